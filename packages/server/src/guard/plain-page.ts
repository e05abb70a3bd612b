/** A page without script and style, for who is not let in yet. `body` is markup: nothing of a request or a transcript may be in it. */
function plainPage(title: string, body: string): string {
  return `<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title>${body}</html>\n`
}

/** Asks for the address that was printed. */
export const strangerPage: string = plainPage(
  'ses dashboard',
  '<h1>Open the address that ses printed</h1><p>This dashboard belongs to a terminal. Copy the whole address from there, with its token, or start it again with <code>ses dashboard</code>.</p>',
)

/** Takes an address with a token to one without, by a navigation of its own, which carries the cookie. */
export const enteringPage: string = plainPage(
  'ses dashboard',
  '<meta http-equiv="refresh" content="0; url=/"><p><a href="/">Open the dashboard</a></p>',
)

/** Asks for the password; `note` says why again. */
export function loginPage(note: string): string {
  return plainPage(
    'ses dashboard',
    `<h1>ses dashboard</h1><form method="post" action="/login"><p>${note}</p><p><label>Password <input type="password" name="password" required autofocus autocomplete="current-password"></label> <button>Open</button></p></form>`,
  )
}

/** Shown where the page itself was not built. */
export const missingPage: string = plainPage(
  'ses dashboard',
  '<h1>The page of the dashboard is not part of this build</h1><p>Build it with <code>npm run build</code>; its API is there: <a href="/api/overview">/api/overview</a>.</p>',
)
