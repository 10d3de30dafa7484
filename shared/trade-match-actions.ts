/** What somebody does with a thing; the same thing belongs to different trades. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  drive: ['开', '驾', '操作', '操控', '操纵', '司机', '机手', '坐', '驾驶'],
  install: [
    '安装',
    '装',
    '拆',
    '搭',
    '架',
    '敷',
    '铺',
    '埋',
    '立',
    '挂',
    '顶升',
    '加节',
    '接',
    '拼',
    '拉',
    '放',
    '穿',
    '布',
    '改',
    '焊',
    '安',
    '粘',
    '贴',
  ],
  repair: ['修', '维修', '检修', '保养', '维护', '换', '抢修', '补', '坏', '故障', '堵'],
  command: ['指挥', '信号', '手势', '喊', '吹哨', '对讲机', '打旗'],
  inspect: ['检', '验', '测', '查', '试验', '化验', '鉴定', '合格', '送检', '取样'],
  make: [
    '做',
    '制',
    '预制',
    '生产',
    '加工',
    '刷',
    '砌',
    '浇',
    '刻',
    '雕',
    '画',
    '捏',
    '绑',
    '扎',
    '刮',
    '抹',
    '涂',
    '铺',
    '打',
    '磨',
    '堆',
    '编',
    '焊',
    '写',
    '描',
    '记',
    '建',
    '挖',
    '钻',
    '凿',
    '翻',
    '盖',
    '贴',
    '喷',
    '涂',
    '弄',
  ],
  clean: [
    '洗',
    '扫',
    '冲',
    '保洁',
    '通',
    '掏',
    '灭',
    '治',
    '杀',
    '清',
    '打',
    '喷',
    '捅',
    '擦',
    '拖',
    '剪',
    '割',
    '干净',
    '防治',
  ],
  haul: ['跟', '押', '运', '拉', '收', '送', '装卸', '搬', '背', '扛', '倒', '抬', '载', '配送', '换', '喂'],
  patrol: ['巡', '看', '查', '巡线', '盯'],
  design: ['设计', '画', '策划', '布置', '出图', '方案'],
  run: [
    '制备',
    '制取',
    '运行',
    '值班',
    '看',
    '守',
    '处理',
    '管',
    '运营',
    '操作',
    '监测',
    '中控',
    '值守',
    '净化',
    '投',
    '加',
    '控制',
    '压',
    '埋',
    '烧',
    '喷',
    '分',
    '曝气',
    '盯',
    '启停',
    '开',
  ],
  fill: ['灌', '充', '灌装', '充装', '打气'],
  grow: ['种', '养', '栽', '育', '修剪', '培', '喂', '浇', '剪', '移', '照顾', '照料'],
  read: ['抄', '读', '挨家'],
  sell: ['卖', '营销', '推广', '客服', '收', '收费', '催', '接电话', '投诉', '咨询', '报修'],
  manage: ['管', '负责', '整理', '登记', '发', '记', '做', '统计', '收', '落实', '执行'],
}

/** Work whose word decides, wherever it stands: who inspects the quality of a pipe is no pipe fitter. */
const DECISIVE: Readonly<Record<string, readonly string[]>> = {
  qc: ['质检', '质量', '品控', '验收'],
  inspect: ['出报告', '检测报告', '检验报告', '做检测', '鉴定报告'],
  supervise: [
    '施工员',
    '工长',
    '进度',
    '施工管理',
    '现场管理',
    '技术员',
    '监工',
    '施工技术',
    '带班',
    '管施工',
  ],
  safety: ['安全'],
  boss: ['老板', '经理', '负责人', '法人', '法定代表', '老总', '董事长', '一把手'],
  service: ['客服', '窗口', '热线', '投诉', '咨询', '营业厅', '接线', '接电话', '电话', '客户'],
  dispatch: ['调度', '调配'],
  instrument: ['仪表', '自控', '流量计', '传感器', '液位计', '在线监测', '仪器'],
  theft: ['偷', '稽查', '违章用水', '盗用', '私接', '窃'],
}

const TRADING = /卖|销售|批发|零售|经销|推销|代理商|租赁|专卖|门市|贸易|导购|收藏/
/** Water, gas and flats are sold by trades of the annex. */
const SOLD_HERE = /供水|自来水|水费|燃气|煤气|液化气|瓶装气|楼|房/

/** Whether somebody deals in a thing instead of working with it (卖钢筋): no trade of the annex does. */
export function isTrading(text: string): boolean {
  return TRADING.test(text) && !SOLD_HERE.test(text)
}

/** Whether a deciding word stands outside the span from–to. */
export function decidedElsewhere(text: string, from: number, to: number): boolean {
  const rest = `${text.slice(0, from)} ${text.slice(to)}`
  return Object.values(DECISIVE).some((words) => words.some((word) => rest.includes(word)))
}

/**
 * The verb of `action` nearest to the span from–to of `text`, or undefined. Verbs inside the span count as near; a verb
 * that ends the text is the head of the phrase (塔吊安装检测) and counts as nearest.
 */
function nearestVerb(
  text: string,
  action: string,
  from: number,
  to: number,
): { verb: string; distance: number } | undefined {
  let best: { verb: string; distance: number } | undefined
  for (const verb of VERBS[action] ?? []) {
    for (let at = text.indexOf(verb); at >= 0; at = text.indexOf(verb, at + 1)) {
      if (verb === '管' && isPipe(text, at)) continue
      const before = from - (at + verb.length)
      const after = at - to
      const distance = distanceOf(text, at + verb.length, before, after)
      const better =
        !best || distance < best.distance || (distance === best.distance && verb.length > best.verb.length)
      if (better) best = { verb, distance }
    }
  }
  return best
}

const PIPE_BEFORE = '水盘钢风气铁电线套铜软弯配下埋焊顶泵油胶竖立暗排接的'
const PIPE_AFTER = '道子件网线沟廊井口片材涵桩段工'

/** Whether the 管 at this place is a pipe, not somebody in charge. */
function isPipe(text: string, at: number): boolean {
  const [before, after] = [text.charAt(at - 1), text.charAt(at + 1)]
  return (before !== '' && PIPE_BEFORE.includes(before)) || (after !== '' && PIPE_AFTER.includes(after))
}

/** What may follow the head of the phrase: 驾驶员, 检测的. */
const ROLE_END = /^[员工手师者的]?$/

function distanceOf(text: string, end: number, before: number, after: number): number {
  if (after >= 0 && ROLE_END.test(text.slice(end))) return -1
  if (before >= 0) return before
  return after >= 0 ? after + 0.5 : 0.25
}

/** The action that a text asks for, and how surely: by a deciding word, by a verb next to the thing or at the end, or nearby. */
export interface Chosen {
  readonly action: string
  readonly verb: string
  readonly certainty: 'decisive' | 'adjacent' | 'near'
}

/** Which of `actions` the text asks for, judged by the verb nearest to the thing. */
export function chooseAction(
  text: string,
  actions: readonly string[],
  span: { readonly from: number; readonly to: number },
): Chosen | undefined {
  for (const action of actions) {
    const verb = DECISIVE[action]?.find((word) => text.includes(word))
    if (verb) return { action, verb, certainty: 'decisive' }
  }
  let chosen: { action: string; verb: string; distance: number } | undefined
  for (const action of actions) {
    const found = nearestVerb(text, action, span.from, span.to)
    if (!found) continue
    const better =
      !chosen ||
      found.distance < chosen.distance ||
      (found.distance === chosen.distance && found.verb.length > chosen.verb.length)
    if (better) chosen = { action, ...found }
  }
  return (
    chosen && {
      action: chosen.action,
      verb: chosen.verb,
      certainty: chosen.distance <= 0 ? 'adjacent' : 'near',
    }
  )
}
