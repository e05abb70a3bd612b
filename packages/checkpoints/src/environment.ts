/** Environment variables, as the application was started with them. */
export type Environment = Readonly<Record<string, string | undefined>>
