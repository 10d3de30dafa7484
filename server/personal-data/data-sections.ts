import { claimStateLabels } from '#shared/claim-machine'
import { certificateLabels } from '#shared/classes'
import { enrolmentStateLabels } from '#shared/enrolments'
import { formatAmount, formatYuan } from '#shared/money'
import { employmentProofLabels } from '#shared/people'
import type { PersonalDataSection } from '#shared/personal-data'
import { maskMobile } from '#shared/identity'
import { chineseDay } from '#shared/subsidy-calendar'
import { certificateSection } from '../certificates/certificate.personal-data'
import { apprenticeSection } from '../apprenticeships/apprentice.personal-data'
import { attendanceSection } from '../attendance/attendance.personal-data'
import { sessionsOf } from '../auth/session.service'
import { chargeReportSection } from '../charge-reports/charge-report.personal-data'
import { everyClaimOf } from '../claims/claim-lookup.service'
import { ratingSection } from '../class-ratings/class-rating.personal-data'
import { watchSection } from '../class-watches/class-watch.personal-data'
import { findClasses } from '../classes/class.service'
import { consentSection } from '../consents/consent.personal-data'
import type { Context } from '../context'
import { crewSection } from '../crews/crew.personal-data'
import { enrolmentsOfWorker } from '../enrolments/enrolment.service'
import { waitingSection } from '../enrolments/waiting.personal-data'
import { everyMessageOf } from '../notifications/inbox.service'
import { objectionSection } from '../objections/objection.personal-data'
import { waitingMobileOf } from '../people/contact-change.service'
import {
  employmentOf,
  maskedAccount,
  maskedIdentity,
  payeeAccountOf,
  type Person,
} from '../people/person.service'
import { identityInClear } from '../people/person-copy'
import { shanghaiDate } from '../programme-clock'
import { visitSection } from '../service-desk/desk-visit.personal-data'
import { sightSection } from '../sights/sight.personal-data'

/** `masked` for the screen, which others may look at; `full` for the copy, after the person has proved who they are. */
export type Extent = 'masked' | 'full'

type Fact = PersonalDataSection['facts'][number]

/** All that is stored about a person, with what it is for and who sees it. */
export async function dataSections(
  context: Context,
  person: Person,
  extent: Extent,
): Promise<PersonalDataSection[]> {
  return [
    {
      title: '身份信息',
      purpose: '核对培训记录和申领是您本人的',
      seenBy: '培训机构只看到打星号的；住建、人社部门审核时看',
      facts: [...identityFacts(context, person, extent), ...(await waitingMobile(context, person, extent))],
    },
    {
      title: '收款账户',
      purpose: '把补贴打给您',
      seenBy: '财政部门打款时看银行和卡号后四位',
      facts: accountFacts(context, person, extent),
    },
    {
      title: '在哪儿上班',
      purpose: '有的补贴只给企业职工',
      seenBy: '住建、人社部门审核时看',
      facts: employmentFacts(person),
    },
    {
      title: '报名和上课',
      purpose: '算够不够条件、能领多少',
      seenBy: '您报名的培训机构；申领时住建、人社部门',
      facts: await trainingFacts(person),
    },
    ...(await learningSections(context, person, extent)),
    {
      title: '申领',
      purpose: '审核和打款',
      seenBy: '住建、人社部门；打款时财政部门',
      facts: await claimFacts(person),
    },
    {
      title: '发给您的消息',
      purpose: '有进展告诉您',
      seenBy: '内容只有您看；审核部门能查发没发到',
      facts: await messageFacts(person, extent),
    },
    {
      title: '登录的设备',
      purpose: '让您看到谁登录了，能叫它退出',
      seenBy: '只有您',
      facts: await deviceFacts(context, person),
    },
    await ratingSection(person),
    await objectionSection(person),
    await chargeReportSection(person),
    await visitSection(context, person),
    await sightSection(person),
    await consentSection(person),
  ]
}

/** What learning leaves behind beside the bookings themselves. */
async function learningSections(
  context: Context,
  person: Person,
  extent: Extent,
): Promise<PersonalDataSection[]> {
  return [
    await certificateSection(person),
    await attendanceSection(person),
    await waitingSection(person),
    await watchSection(context, person),
    await crewSection(context, person, extent),
    await apprenticeSection(person),
  ]
}

function identityFacts({ deployment }: Context, person: Person, extent: Extent): Fact[] {
  if (extent === 'full') {
    const identity = identityInClear(deployment.cipher, person)
    if (!identity) return []
    return [
      { label: '姓名', value: identity.name },
      { label: '证件号码', value: identity.residentIdNumber },
      { label: '手机号', value: identity.mobileNumber },
    ]
  }
  const masked = maskedIdentity(deployment.cipher, person)
  if (!masked) return []
  return [
    { label: '姓名', value: masked.nameMasked },
    { label: '证件号码', value: masked.residentIdMasked },
    { label: '手机号', value: masked.mobileMasked },
  ]
}

async function waitingMobile({ deployment }: Context, person: Person, extent: Extent): Promise<Fact[]> {
  const mobile = await waitingMobileOf(deployment.cipher, person._id)
  if (mobile === null) return []
  return [{ label: '等着换的手机号', value: extent === 'full' ? mobile : maskMobile(mobile) }]
}

function accountFacts({ deployment }: Context, person: Person, extent: Extent): Fact[] {
  const account = payeeAccountOf(deployment.cipher, person)
  if (!account) return []
  // Without an identity on file nobody has proved anything: whoever holds the phone must not get the card.
  const isProven = extent === 'full' && person.identity !== null
  const shown = isProven ? account.cardNumber : maskedAccount(deployment.cipher, person)?.cardMasked
  return [
    { label: '银行', value: account.bankName },
    { label: '卡号', value: shown ?? '' },
  ]
}

function employmentFacts(person: Person): Fact[] {
  const employment = employmentOf(person)
  if (!employment) return []
  return [
    { label: '单位', value: employment.employerName },
    { label: employmentProofLabels[employment.proofKind], value: employment.proofNumber },
    { label: '入职', value: chineseDay(employment.employedSince) },
  ]
}

async function trainingFacts(person: Person): Promise<Fact[]> {
  const enrolments = await enrolmentsOfWorker(person._id)
  const classes = await findClasses(enrolments.map(({ classId }) => classId))
  return enrolments.map(({ classId, state, attendance, exam, certificate }) => {
    const hours = attendance.reduce((sum, { hoursTenths }) => sum + hoursTenths, 0) / 10
    return {
      label: classes.get(classId.toHexString())?.title ?? '',
      value: [
        enrolmentStateLabels[state],
        `${hours}课时`,
        ...(exam ? [`${chineseDay(exam.examinedOn)}考试`] : []),
        ...(certificate ? [`${certificateLabels[certificate.kind]}${certificate.number}`] : []),
      ].join('，'),
    }
  })
}

async function claimFacts(person: Person): Promise<Fact[]> {
  return (await everyClaimOf(person._id)).map(({ claimNo, classTitle, state, amount, decidedFen }) => ({
    label: `${classTitle}（回执号${claimNo}）`,
    value: `${claimStateLabels[state]}，${decidedFen === null ? formatAmount(amount) : formatYuan(decidedFen)}`,
  }))
}

async function messageFacts(person: Person, extent: Extent): Promise<Fact[]> {
  const messages = await everyMessageOf(person._id)
  if (extent === 'masked') return [{ label: '一共', value: `${messages.length}条` }]
  return messages.map(({ title, body, createdAt }) => ({
    label: `${chineseDay(shanghaiDate(new Date(createdAt)))} ${title}`,
    value: body,
  }))
}

async function deviceFacts({ moment }: Context, person: Person): Promise<Fact[]> {
  return (await sessionsOf(person._id, moment.now)).map(({ device, lastSeenAt }) => ({
    label: device?.name ?? '临时登录',
    value: `最近使用：${chineseDay(shanghaiDate(lastSeenAt))}`,
  }))
}
