import policy from '#seeds/policies/lyg-2020-housing-skills.json'

/** How the places that the notice leaves open are read, in words: 按原文. */
export function presetLabel(preset: string): string {
  const labels: Record<string, { label: string } | undefined> = policy.presets
  return labels[preset]?.label ?? preset
}
