import brief from '#seeds/policies/lyg-2020-housing-skills.brief.json'

/** Version and dates of the policy that came with the program; its rules stay closed. */
export const imprint: { version: number; effectiveFrom: string; effectiveUntil: string } = brief
