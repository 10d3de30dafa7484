import type { ClientSession } from 'mongoose'
import { expireApprentices } from '../apprenticeships/apprentice-expiry.service'
import { remindOfExpiry } from '../certificates/certificate-reminder.service'
import { lookUpDueCertificates } from '../certificates/look-up.service'
import { chainEntries, signRoot } from '../audit/audit-chain.service'
import { loggedTransaction } from '../audit/audit.service'
import type { RootSigner } from '../audit/root-signer'
import { announceClasses } from '../class-watches/class-announcement.service'
import { turnDueClasses } from '../classes/class-life.service'
import { tellLastDays } from '../claims/claim-deadline.service'
import { remindWorkers, tellStillGoingOn } from '../claims/claim-reminder.service'
import { measureStageTimes } from '../claims/stage-times.service'
import { findAttendanceSigns } from '../attendance/attendance-signs.service'
import type { Deployment, Moment } from '../context'
import { expireMembers } from '../crews/crew-expiry.service'
import { sendCrewSms } from '../crews/crew-telling.service'
import { workOffLines } from '../enrolments/move-up.service'
import { forgetHintsBefore } from '../notifications/subscription-credits'
import { measureInstitutions } from '../public-lists/institution-record.service'
import { countPapers } from '../paper-count/paper-count.service'
import { workOffDataDuties } from '../personal-data/data-duty-work.service'
import { askAboutDifferingAccounts } from '../payouts/differing-accounts.service'
import { carryOutDueDeletions, forgetKept } from '../personal-data/deletion-work.service'
import { carryOutDueAccountMoves } from '../people/account-move-work.service'
import { shanghaiDate } from '../programme-clock'
import { endPublicity } from '../publicity/publicity-end.service'
import { carryOutDueContactChanges } from '../people/contact-change-work.service'
import { forgetUnproven } from '../service-desk/desk-visit.service'
import type { SendSms } from '../sms/sms.client'
import type { Job } from './job-runner'

/** What the jobs work with. */
export interface JobDeps {
  deployment: Deployment
  moment: () => Moment
  inTransaction: <T>(work: (tx: ClientSession) => Promise<T>) => Promise<T>
  /** Null where no provider of SMS is set up. */
  sendSms: SendSms | null
  rootSigner: RootSigner
}

/** What a job is, for staff; what it does stands below under the same name. */
export const jobTable = [
  {
    name: 'turn_policies',
    what: '到了日子，启用排好的政策版本',
    everyMinutes: 1,
  },
  {
    name: 'remind_workers',
    what: '提醒工人：还等他补材料或换卡',
    everyMinutes: 60,
  },
  {
    name: 'tell_still_going_on',
    what: '告诉工人：审核、打款还在办，没有忘',
    everyMinutes: 60,
  },
  {
    name: 'tell_last_days',
    what: '告诉工人：还没申领，快到期限了',
    everyMinutes: 240,
  },
  {
    name: 'end_publicity',
    what: '公示期满、没有异议的申领，转给财政打款',
    everyMinutes: 10,
  },
  {
    name: 'ask_about_differing_accounts',
    what: '同一个人的几笔收款卡不一样，请本人核对',
    everyMinutes: 60,
  },
  {
    name: 'measure_stage_times',
    what: '量最近的申领每一步要几个工作日，估计到账时间用',
    everyMinutes: 60,
  },
  {
    name: 'count_papers',
    what: '数一数大家少交了多少份材料',
    everyMinutes: 60,
  },
  {
    name: 'measure_institutions',
    what: '算培训机构的合格率、到账天数，公开目录用',
    everyMinutes: 60,
  },
  {
    name: 'find_attendance_signs',
    what: '找签到和证书里说不通的地方，请人核对',
    everyMinutes: 10,
  },
  {
    name: 'chain_audit_entries',
    what: '把新的日志一条接一条锁成链，改一条就看得出',
    everyMinutes: 1,
  },
  {
    name: 'sign_audit_root',
    what: '每天给日志链的末尾签名，公开出去',
    everyMinutes: 30,
  },
  {
    name: 'forget_old_answers',
    what: '删去一年前手机上“要不要通知”的回答',
    everyMinutes: 1440,
  },
  {
    name: 'work_off_data_duties',
    what: '有人在微信里撤回授权或注销，照办',
    everyMinutes: 10,
  },
  {
    name: 'carry_out_deletions',
    what: '等待期满，注销账号',
    everyMinutes: 10,
  },
  {
    name: 'carry_out_contact_changes',
    what: '等待期满，换成新的手机号',
    everyMinutes: 10,
  },
  {
    name: 'carry_out_account_moves',
    what: '等待期满，账号换到新的微信',
    everyMinutes: 10,
  },
  {
    name: 'turn_classes',
    what: '到了日子，班开课、结束；成绩齐了，转到下一步',
    everyMinutes: 10,
  },
  {
    name: 'work_off_lines',
    what: '满员的班空出名额，给排队的人报上；报名截止，告诉没排上的人',
    everyMinutes: 1,
  },
  {
    name: 'announce_classes',
    what: '新开了班，告诉在等这个工种的人',
    everyMinutes: 10,
  },
  {
    name: 'ask_crew_people',
    what: '短信告诉没有账号的人：班组名单等他确认',
    everyMinutes: 1,
  },
  {
    name: 'expire_crew_places',
    what: '班组名单过期没确认的，删去号码',
    everyMinutes: 60,
  },
  {
    name: 'expire_apprentice_places',
    what: '学徒名单过期没确认的，删去号码',
    everyMinutes: 60,
  },
  {
    name: 'forget_unproven_visits',
    what: '窗口没核对成的人，删去证件信息',
    everyMinutes: 60,
  },
  {
    name: 'look_up_certificates',
    what: '到全国联网查询核实证书；查不到、连不上的，过后再查',
    everyMinutes: 1,
  },
  {
    name: 'remind_of_expiry',
    what: '证书快到期，提前90天、30天、7天提醒',
    everyMinutes: 240,
  },
  {
    name: 'forget_kept',
    what: '法定保存期满，删去留下的记录',
    everyMinutes: 1440,
  },
] as const satisfies readonly Omit<Job, 'run'>[]
type JobName = (typeof jobTable)[number]['name']

const DAY_MS = 86_400_000
const KEEP_ANSWERS_DAYS = 365

/** All jobs of this server. Sending is none of them: it looks twice a second, in every process. */
export function jobsOf(deps: JobDeps): Job[] {
  return jobTable.map((job) => ({
    ...job,
    run: () => runs[job.name](keepsLog.has(job.name) ? deps : logged(deps, job.name)),
  }))
}

/** What these do stands in the log itself. */
const keepsLog: ReadonlySet<JobName> = new Set(['chain_audit_entries', 'sign_audit_root'])

/** The same, with an entry in the log for every transaction that does something. */
function logged(deps: JobDeps, name: JobName): JobDeps {
  const { inTransaction, deployment, moment } = deps
  const about = { inTransaction, cipher: deployment.cipher }
  return {
    ...deps,
    inTransaction: (work) =>
      loggedTransaction(about, work, (result) =>
        // Zero and false say that there was nothing to do after all.
        result === 0 || result === false ? null : { at: moment().now, act: `job ${name}` },
      ),
  }
}

const runs: Record<JobName, (deps: JobDeps) => Promise<number>> = {
  turn_policies: async (deps) => {
    await deps.deployment.policies.refresh(deps.moment().today)
    return 0
  },
  remind_workers: (deps) => remindWorkers(deps),
  tell_still_going_on: (deps) => tellStillGoingOn(deps),
  tell_last_days: (deps) => tellLastDays(deps),
  count_papers: (deps) => countPapers(deps),
  measure_institutions: (deps) => measureInstitutions(deps),
  find_attendance_signs: (deps) => findAttendanceSigns(deps),
  end_publicity: (deps) => endPublicity(deps),
  ask_about_differing_accounts: (deps) => askAboutDifferingAccounts(deps),
  measure_stage_times: (deps) => measureStageTimes(deps),
  forget_old_answers: (deps) =>
    forgetHintsBefore(new Date(deps.moment().now.getTime() - KEEP_ANSWERS_DAYS * DAY_MS)),
  work_off_data_duties: (deps) => workOffDataDuties(deps),
  carry_out_deletions: (deps) => carryOutDueDeletions(deps),
  carry_out_contact_changes: (deps) => carryOutDueContactChanges(deps),
  carry_out_account_moves: (deps) => carryOutDueAccountMoves(deps),
  turn_classes: (deps) => turnDueClasses(deps),
  work_off_lines: (deps) => workOffLines(deps),
  announce_classes: (deps) => announceClasses(deps),
  ask_crew_people: (deps) => sendCrewSms(deps),
  expire_crew_places: (deps) => expireMembers(deps),
  expire_apprentice_places: (deps) => expireApprentices(deps),
  forget_unproven_visits: (deps) => deps.inTransaction((tx) => forgetUnproven(deps.moment().now, tx)),
  look_up_certificates: (deps) => lookUpDueCertificates(deps),
  remind_of_expiry: (deps) => remindOfExpiry(deps),
  forget_kept: (deps) => forgetKept(deps),
  chain_audit_entries: chainEntries,
  sign_audit_root: ({ rootSigner: signer, inTransaction, moment }) => {
    const { now } = moment()
    return signRoot({ inTransaction, signer, today: shanghaiDate(now), now })
  },
}
