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
  haul: ['运', '拉', '收', '送', '装卸', '搬', '背', '扛', '倒', '抬', '载', '配送', '换', '喂'],
  patrol: ['巡', '看', '查', '巡线', '盯'],
  dispatch: ['调度', '调配', '调水', '分配', '协调'],
  design: ['设计', '画', '策划', '布置', '出图', '方案'],
  run: [
    '运行',
    '值班',
    '看',
    '守',
    '处理',
    '管',
    '运营',
    '操作',
    '监测',
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
  grow: ['种', '养', '栽', '育', '修剪', '培', '喂', '浇', '剪', '移', '照顾', '照料'],
  read: ['抄', '读', '挨家'],
  sell: ['卖', '营销', '推广', '客服', '收', '收费', '催', '接电话', '投诉', '咨询', '报修'],
  manage: ['管', '负责', '整理', '登记', '发', '记', '做', '统计', '收', '落实', '执行'],
}

/** The verb of `action` nearest to the span from–to of `text`, or undefined. Verbs inside the span count as nearest. */
function nearestVerb(
  text: string,
  action: string,
  from: number,
  to: number,
): { verb: string; distance: number } | undefined {
  let best: { verb: string; distance: number } | undefined
  for (const verb of VERBS[action] ?? []) {
    for (let at = text.indexOf(verb); at >= 0; at = text.indexOf(verb, at + 1)) {
      const before = from - (at + verb.length)
      const after = at - to
      const distance = before >= 0 ? before : after >= 0 ? after + 0.5 : 0.25
      const better =
        !best || distance < best.distance || (distance === best.distance && verb.length > best.verb.length)
      if (better) best = { verb, distance }
    }
  }
  return best
}

/** Which of `actions` the text asks for, judged by the verb nearest to the thing. */
export function chooseAction(
  text: string,
  actions: readonly string[],
  span: { readonly from: number; readonly to: number },
): { action: string; verb: string } | undefined {
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
  return chosen
}
