/** Clause （五）: enterprises, colleges and social bodies all train; so do practice bases and masters' studios （三）. */
export const institutionKinds = [
  'enterprise',
  'college',
  'social_body',
  'practice_base',
  'master_studio',
] as const
export type InstitutionKind = (typeof institutionKinds)[number]

export const institutionKindLabels: Record<InstitutionKind, string> = {
  enterprise: '企业培训中心',
  college: '职业院校',
  social_body: '社会培训机构',
  practice_base: '实训基地',
  master_studio: '技能大师工作室',
}
