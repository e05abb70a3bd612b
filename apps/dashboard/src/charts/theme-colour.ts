/** Value of a colour of the style sheet as the canvas wants it. */
export function themeColour(host: Element, name: string): string {
  const probe = document.createElement('i')
  probe.style.color = `var(${name})`
  host.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
