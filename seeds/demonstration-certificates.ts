import demonstration from '#seeds/demonstration.json'

/** What the simulated national site has on file of the demonstration's people; all of it is invented. */
const records = [
  {
    ...{ of: 'worker-ready', number: 'DEMO-JN-0041', kind: '职业技能等级证书', trade: '钢筋工', level: 4 },
    ...{ issuedOn: '2020-05-12', expiresOn: null, isRevoked: false },
  },
  {
    ...{ of: 'worker-ready', number: 'DEMO-TZ-0046', kind: '建筑施工特种作业操作资格证', level: null },
    ...{ trade: '塔式起重机司机', issuedOn: '2019-07-10', expiresOn: '2021-07-09', isRevoked: false },
  },
  {
    ...{ of: 'worker-ready', number: 'DEMO-TZ-0001', kind: '建筑施工特种作业操作资格证', level: null },
    ...{ trade: '建筑架子工', issuedOn: '2018-03-01', expiresOn: '2024-02-29', isRevoked: true },
  },
  {
    ...{
      of: 'worker-other',
      number: 'DEMO-AG-0007',
      kind: '安全生产考核合格证书',
      trade: '安全员',
      level: null,
    },
    ...{ issuedOn: '2020-09-01', expiresOn: '2023-08-31', isRevoked: false },
  },
] as const

/** The same with their holders. */
export const demonstrationCertificates = records.flatMap(({ of, ...record }) => {
  const { identity } = demonstration.people.find(({ key }) => key === of) ?? {}
  if (!identity) return []
  const { name, residentIdNumber: identityNumber } = identity
  return [{ ...record, name, identityNumber, issuer: '演示·评价中心' }]
})
