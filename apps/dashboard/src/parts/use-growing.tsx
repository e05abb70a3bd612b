import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/** How many items there are of a long list, more each time its end comes near; at least `least`. */
export function useGrowing(total: number, step: number, least = 0): readonly [shown: number, end: JSX.Element | null] {
  const [wanted, setWanted] = useState(step)
  const end = useRef<HTMLDivElement>(null)
  const shown = Math.min(total, Math.max(wanted, least))
  useEffect(() => {
    if (!end.current) return undefined
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setWanted(shown + step)
      },
      { rootMargin: '600px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [shown, step])
  return [shown, shown < total ? <div ref={end} class="growing" /> : null]
}
