import { useEffect, useMemo, useState } from 'preact/hooks'

/** Whether a media query holds, now and from now on. */
export function useMedia(query: string): boolean {
  const list = useMemo(() => matchMedia(query), [query])
  const [matches, setMatches] = useState(list.matches)
  useEffect(() => {
    const look = (): void => setMatches(list.matches)
    look()
    list.addEventListener('change', look)
    return () => list.removeEventListener('change', look)
  }, [list])
  return matches
}
