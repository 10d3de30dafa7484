/** So long a code that was shown opens approving and paying in the same sign-in. */
export const PROVEN_MS = 10 * 60_000
/** Wrong codes in a row: with three good codes among a million, five tries guess one in some 67,000 locks. */
export const TRIES = 5
/** How long nobody may try after that. */
export const LOCKED_MS = 15 * 60_000
