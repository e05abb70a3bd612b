/** Loaded when a repository is read: most who look for transcripts never do. */
export async function loadGit(): Promise<typeof import('isomorphic-git').default> {
  return (await import('isomorphic-git')).default
}
