interface Utf8Decoder {
  decode(bytes: Uint8Array): string
}

/** Every runtime has the class; it is named here because the engines' compiler settings leave out all globals of hosts. */
const host = globalThis as unknown as { readonly TextDecoder: new (label: string) => Utf8Decoder }

/** A decoder that drops a byte-order mark and turns bad bytes into U+FFFD. */
export function createUtf8Decoder(): Utf8Decoder {
  return new host.TextDecoder('utf-8')
}
