import { certificateTitle } from '#shared/certificates'
import type { PersonalDataSection } from '#shared/personal-data'
import { chineseDay } from '#shared/subsidy-calendar'
import type { Person } from '../people/person.service'
import { certificatesOf } from './wallet.service'

/** The certificates that somebody holds, as 我的资料 shows them. */
export async function certificateSection({ _id }: Person): Promise<PersonalDataSection> {
  return {
    title: '证书',
    purpose: '证明您能上岗，到期提醒您',
    seenBy:
      '您出示码时，扫码的人看到姓氏和证书；班组长只看到有没有证。核实时，编号和证件号码发给全国联网查询',
    facts: (await certificatesOf(_id)).map(({ kind, level, number, issuer, expiresOn }) => ({
      label: certificateTitle(kind, level),
      value: [
        number,
        ...(issuer ? [issuer] : []),
        ...(expiresOn ? [`${chineseDay(expiresOn)}到期`] : []),
      ].join('，'),
    })),
  }
}
