export function commitsOf(_c: string, _o: string): { sha: string; branch?: string; subject?: string }[] { return [] }
