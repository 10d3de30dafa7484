import { CREW_CONFIRM_DAYS } from '#shared/crews'
import { deletionSettings, retentionRules } from '#shared/personal-data-retention'

/** One kind of personal information: what, what for, how long, who else sees it. Data, so that tests can compare. */
export interface CollectedItem {
  title: string
  /** The fields of the stored record that it speaks of. */
  fields: readonly string[]
  what: string
  why: string
  keptFor: string
  goesTo: string
}

/** The day from which this text counts. */
export const statementFrom = '2026-11-23'

const { payment, refusal } = retentionRules
const paidFor = `${String(payment.years)}年`
const refusedFor = `${String(refusal.months)}个月`
const untilDeleted = `申请注销满${String(deletionSettings.waitingDays)}天删除`

export const collectedItems: readonly CollectedItem[] = [
  {
    title: '微信登录的编号',
    fields: ['openid'],
    what: '微信给这个小程序的编号。不含微信号、昵称、头像',
    why: '认出是您本人在登录，给您发微信通知',
    keptFor: untilDeleted,
    goesTo: '微信（发通知时）',
  },
  {
    title: '姓名和证件号码',
    fields: ['name', 'residentIdNumber'],
    what: '证件上的姓名、号码，加密保存，页面上都打星号',
    why: '核对培训、考试、证书是不是您本人的，防止别人冒领',
    keptFor: `${untilDeleted}；补贴到过账的，另外加密封存${paidFor}，只供查账和防止重复领`,
    goesTo: '培训机构（打星号）、住建和人社部门（审核时）；核实证书时，全国联网查询要证件号码',
  },
  {
    title: '手机号',
    fields: ['mobileNumber'],
    what: '您自己填的，或者您点了按钮由微信给的',
    why: '微信通知送不到时发短信；换手机号、换微信时告诉您、核对是您本人；办事人员有事打得通',
    keptFor: untilDeleted,
    goesTo: '短信服务商（只在发短信时）',
  },
  {
    title: '收款账户',
    fields: ['bankName', 'cardNumber'],
    what: '开户行和卡号，卡号加密保存，页面上只露后四位',
    why: '把补贴打到您本人卡上',
    keptFor: `${untilDeleted}；申领里只留开户行和后四位，到过账的留${paidFor}，没通过的留${refusedFor}`,
    goesTo: '财政部门和付款银行',
  },
  {
    title: '工作单位',
    fields: ['employerName', 'proofKind', 'proofNumber', 'employedSince'],
    what: '单位名称、证明的种类和编号、入职日期',
    why: '有的补贴只发给企业职工，要核对',
    keptFor: `${untilDeleted}；到过账的，随申领留${paidFor}`,
    goesTo: '住建和人社部门（审核时）',
  },
  {
    title: '培训和申领记录',
    fields: ['enrolments', 'waitingPlaces', 'classWatches', 'claims', 'notifications'],
    what: '报名、排队、等新班的工种和区县、课时、考试、证书、申领每一步、给您的消息',
    why: '给您留名额，有新班告诉您，算清楚该领多少，让您看得到办到哪一步',
    keptFor: `消息${untilDeleted}；到过账的申领留${paidFor}，没通过的留${refusedFor}；课时留在班里，不再连着您的姓名`,
    goesTo: '培训机构（本班的）、住建、人社、财政部门（申领时）',
  },
  {
    title: '证书',
    fields: ['heldCertificates'],
    what: '培训机构登记的和您自己添的：种类、编号、发证日期、有效期、核实的结果',
    why: '证明您能上岗，到期提醒您，进场时给门卫看',
    keptFor: `自己添的随时能删；${untilDeleted}`,
    goesTo: '全国联网查询（核实时）；您出示码时，扫码的人看到姓和证书，看不到编号',
  },
  {
    title: '班组名单',
    fields: ['crewPlaces'],
    what: '班组长写的姓名、证件号码、手机号、工种，加密保存；您确认没确认、有没有证、报了什么班',
    why: '一个班组一起报班，没证的先别上岗。只有您本人能确认是不是您',
    keptFor: `${String(CREW_CONFIRM_DAYS)}天没确认就删掉号码；班组长删掉这一行就没有了；${untilDeleted}`,
    goesTo: '您的班组长，号码打星号，看不到您的收款卡和补贴',
  },
  {
    title: '学徒班',
    fields: ['apprenticePlaces'],
    what: '企业写的姓名、证件号码，加密保存；您确认没确认、每年的考试和证明材料的文字记录',
    why: '按年算学徒补贴。只有您本人能确认是不是您',
    keptFor: `14天没确认、您说不是的，删掉号码；${untilDeleted}，之后不再连着您的姓名`,
    goesTo: '您的企业和它合作的培训机构，号码打星号；住建、人社部门（审核时）',
  },
  {
    title: '评价、异议和申诉',
    fields: ['classRatings', 'objections'],
    what: '您给班打的星、写的话，您对公示提的异议、对没通过提的申诉，写的话加密保存',
    why: '让后面的人选好班，把办错的改过来',
    keptFor: '注销后，星和异议留下，谁也看不出是您的，评价写的话删掉',
    goesTo: '星只公开平均数；写的话，培训机构、住建或人社部门看得到，看不到是谁写的（申诉除外）',
  },
  {
    title: '家人帮办',
    fields: ['familyVisits'],
    what: '谁在哪天帮您办了哪几步',
    why: '您让家人替您办，一步一步都看得到',
    keptFor: untilDeleted,
    goesTo: '不给别人',
  },
  {
    title: '身份证照片',
    fields: ['photoBase64'],
    what: '您点“拍身份证”才拍，只用来认出姓名和号码',
    why: '少打字。不拍也能自己填',
    keptFor: '认完就丢，不保存',
    goesTo: '微信（识别时）',
  },
  {
    title: '签到时的位置',
    fields: ['placeErrorMetres'],
    what: '您自己打开才有：签到那一刻离上课地点多少米。位置本身不保存',
    why: '证明您在上课的地方；太远的请人核对，不会因为这个不让签',
    keptFor: '随课时留在班里，注销后不再连着您的姓名',
    goesTo: '本班的培训机构、住建部门（核对疑点时）',
  },
  {
    title: '登录的设备',
    fields: ['deviceName'],
    what: '手机型号、登录和最后使用的时间',
    why: '手机丢了，您能让它退出',
    keptFor: `退出就删除；${untilDeleted}`,
    goesTo: '不给别人',
  },
]

/** What the law makes us keep although somebody's account is gone. */
export const keptByLaw = [
  { ...payment, keptFor: `从到账那年的年底算起${paidFor}` },
  { ...refusal, keptFor: `从没通过那天算起${refusedFor}` },
].map(({ what, how, keptFor, citation }) => ({
  what,
  how,
  keptFor,
  law: `${citation.law}${citation.article}`,
}))

/** What the product leaves alone, so that nobody has to ask. */
export const notCollected =
  '不读通讯录，除了您自己打开的签到，不问位置，照片和文件只用您自己选的那一个，不要头像昵称，不录音保存，不做广告，不卖给任何人。找工种、算补贴在手机上算，不用登录。'

export const yourRights: readonly string[] = [
  '看、改：在“我的”里看您填过的资料，填错的可以改。',
  '不同意、收回：可以不同意，也可以随时收回，收回前办过的不受影响。',
  `删除：可以注销账号，${String(deletionSettings.waitingDays)}天里能反悔；正在上的课、正在审核和付款的，要先办完或撤回。`,
  '不会用小程序的，带身份证到窗口，人工一样能办。',
]
