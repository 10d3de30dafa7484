import type { MeView } from '#shared/people'

/** Whether somebody works at one of the two bureaux that keep the lists. */
export function keepsLists(me: MeView | null): boolean {
  return me?.roles.some((role) => role === 'housing' || role === 'hr') ?? false
}
