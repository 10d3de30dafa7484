/** Wrong codes in a row: with three good codes among a million, five tries guess one in some 67,000 locks. */
export const TRIES = 5
/** How long nobody may try after that. */
export const LOCKED_MS = 15 * 60_000
