import type { Role } from '#shared/people'
import { Card, ListRow, type ListRowProps } from '../../components/card'
import { open } from '../../routes'

type Entry = ListRowProps & { onTap: () => void }

/** For all who open classes or keep the annex. */
const demand: Entry = {
  icon: 'search',
  title: '工人在找、目录没有',
  note: '哪里缺什么工种，多少人找过',
  onTap: () => void open('demand', {}),
}

/** For the bureaux, who are asked why somebody heard nothing. */
const messageLedger: Entry = {
  icon: 'bell',
  title: '通知记录',
  note: '谁在什么时候收到了什么',
  onTap: () => void open('messageLedger', {}),
}

const entries: Partial<Record<Role, Entry>> = {
  institution: {
    icon: 'school',
    title: '培训机构工作台',
    note: '记课时、考试结果和证书',
    onTap: () => void open('institutionClasses', {}),
  },
  evaluator: {
    icon: 'award',
    title: '评价机构工作台',
    note: '登记您考核的班的成绩、证书',
    onTap: () => void open('examinedClasses', {}),
  },
  housing: {
    icon: 'shield',
    title: '住建部门审核',
    note: '等您审核的申领',
    onTap: () => void open('reviewQueue', {}),
  },
  hr: {
    icon: 'shield',
    title: '人社部门审核',
    note: '等您审核的申领',
    onTap: () => void open('reviewQueue', {}),
  },
  finance: {
    icon: 'banknote',
    title: '财政拨付',
    note: '做批次、登记银行结果',
    onTap: () => void open('payouts', {}),
  },
  policy_editor: {
    icon: 'landmark',
    title: '政策起草和复核',
    note: '写新版、验算案例、和已有申领比对',
    onTap: () => void open('policies', {}),
  },
  policy_approver: {
    icon: 'landmark',
    title: '政策审批',
    note: '看改动和比对，签字、批准、启用',
    onTap: () => void open('policies', {}),
  },
  admin: {
    icon: 'people',
    title: '工作人员',
    note: '邀请人、结束岗位',
    onTap: () => void open('staff', {}),
  },
  desk: {
    icon: 'people',
    title: '便民服务台',
    note: '替没有智能手机的人办',
    onTap: () => void open('serviceDesk', {}),
  },
}

/** For the bureau that puts identities right. */
const corrections: Entry = {
  icon: 'identity',
  title: '更正身份信息',
  note: '姓名、证件号码写错的，对原件更正',
  onTap: () => void open('corrections', {}),
}

/** For those who decide: what they keep out of. */
const conflicts: Entry = {
  icon: 'shield',
  title: '回避申报',
  note: '和哪家机构有关系，让同事来审',
  onTap: () => void open('conflicts', {}),
}

/** For those who open classes. */
const filings: Entry = {
  icon: 'calendar',
  title: '开班备案',
  note: '新开一个班，看审到哪一步',
  onTap: () => void open('classFilings', {}),
}

/** For the bureaux, who decide on classes and stop them. */
const filingQueue: Entry = {
  icon: 'calendar',
  title: '开班审核',
  note: '等您审的备案，开了的班',
  onTap: () => void open('filingQueue', {}),
}

/** For enterprises, and for the bureaux that accept each year. */
const apprenticeships: Entry = {
  icon: 'people',
  title: '学徒班',
  note: '企业和培训机构一起带徒弟，按年审核',
  onTap: () => void open('apprenticeships', {}),
}

const chargeReports: Entry = {
  icon: 'alert',
  title: '收费举报',
  note: '有人收钱的，查了写下来',
  onTap: () => void open('chargeReports', {}),
}

const attendanceFlags: Entry = {
  icon: 'alert',
  title: '上课疑点',
  note: '签到、证书里说不通的，请人核对',
  onTap: () => void open('attendanceFlags', {}),
}

/** For the bureaux, who keep the lists of clause （十三）. */
const publicLists: Entry = {
  icon: 'school',
  title: '机构目录',
  note: '列入、移出培训机构和评价机构',
  onTap: () => void open('publicLists', {}),
}

const seesDemand: readonly Role[] = ['institution', 'housing', 'hr']
const decides: readonly Role[] = ['housing', 'hr']

/** Where staff go to work, by role; a worker sees nothing here. */
export function StaffEntries({ roles }: { roles: readonly Role[] }) {
  const desks = roles.flatMap((role) => entries[role] ?? [])
  const mine = [
    ...desks,
    ...(roles.includes('institution') ? [filings, apprenticeships] : []),
    ...(roles.some((role) => decides.includes(role)) ? [filingQueue, apprenticeships, publicLists] : []),
    ...(roles.includes('housing') ? [corrections, attendanceFlags, chargeReports] : []),
    ...(roles.some((role) => seesDemand.includes(role)) ? [demand] : []),
    ...(roles.some((role) => decides.includes(role)) ? [messageLedger, conflicts] : []),
  ]
  if (mine.length === 0) return null
  return (
    <Card title="工作台">
      {mine.map((entry) => (
        <ListRow key={entry.title} {...entry} />
      ))}
    </Card>
  )
}
