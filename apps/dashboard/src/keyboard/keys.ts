import { places } from '../shell/navigation.ts'

/** All keys in words, for the list that `?` opens. */
export const keys: readonly (readonly [keys: string, what: string])[] = [
  ...places.flat().map(({ key, text }) => [`g ${key}`, text] as const),
  ['/', 'To the search field'],
  ['j  k', 'Next and previous item'],
  ['Enter', 'Open the item'],
  ['Esc', 'Close, or leave the field'],
  ['?', 'This list'],
]
