import type { RosterField } from '#shared/roster-types'

/** What columns and pairs are called: 姓名 → name. `null` = known, and nothing that a crew needs. */
const LABELS: readonly (readonly [RegExp, RosterField | null])[] = [
  [/^(姓名|名字|工人姓名|人员姓名|职工姓名|员工姓名|学员姓名|name)$/i, 'name'],
  [
    /^(公民)?(居民)?(身份证|身份证号|身份证号码|身份证件号|身份证件号码|证件号|证件号码|证件编号|身份号码|id|idcard)$/i,
    'idNumber',
  ],
  [
    /^(本人)?(手机|手机号|手机号码|电话|电话号码|联系电话|联系方式|联系手机|移动电话|phone|mobile|tel)$/i,
    'mobileNumber',
  ],
  [/^(工种|岗位|工种名称|岗位工种|工种岗位|职业|干什么活|申报工种|培训工种|作业类别|trade)$/i, 'trade'],
  [
    /^(序号|编号|行号|no|性别|民族|年龄|出生日期|出生年月|住址|地址|家庭住址|备注|说明|班组|单位|公司|工资|银行卡号?|开户行|学历|籍贯|进场日期|签名|签字|日期)$/i,
    null,
  ],
]

/** The field that a label names; null = a column that a crew does not need; undefined = no label. */
export function fieldOfLabel(cell: string): RosterField | null | undefined {
  const bare = cell.normalize('NFKC').replace(/[\s*:()（）]|必填|选填/g, '')
  return LABELS.find(([pattern]) => pattern.test(bare))?.[1]
}

/** A label in running text with what follows it: 姓名:张三, 电话 138…. */
export const INLINE_LABEL =
  /(姓名|名字|公民身份号码|身份证号码|身份证号|身份证|证件号码|证件号|台胞证|手机号码|手机号|手机|联系电话|联系方式|电话号码|电话|工种|岗位|职业)\s*(?:是|为)?\s*[::]?\s*/g

/** Said in a chat about anything but a person. */
const CHATTER =
  /^(收到|好的|好滴|好嘞|好|嗯+|哦+|行|可以|没问题|谢谢.*|多谢|辛苦了?.*|明白|知道了?|马上.*|稍等.*|在吗|在的|已报|已填|同上|以上.*|合计.*|共.*人|小计.*|名单.*|.*名单|花名册|.*通知|注[:：].*|备注.*|请.*|麻烦.*|大家.*|各位.*|还有.*|来了|安排|常来|路上|都齐了?|齐了|完了|没了|就这些.*|男|女|汉族?|汉|回族?|壮族?|满族?|苗族?|彝族?|.*省.*|.*[市县镇乡村]|班长|组长|班组长|工人|工头|师傅|老师|经理|老板|现场|工地|项目部?|图片|语音|文件|撤回.*|邀请.*|表情|动画表情|高兴|安好|平安|方便|成功|于是|和谐|时间|时候|全部|全体|余下|钱呢|何时|计划|施工|劳务|向前)$/

/** Whether words are of the chat and not about one person. */
export function isChatter(words: string): boolean {
  return CHATTER.test(words)
}

const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎雷龙史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌'.split(
    '',
  ),
)
const LONG_SURNAMES =
  /^(欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|东方|端木|西门|南宫|独孤|呼延|完颜|长孙|宇文|轩辕|申屠|司空|太史|拓跋)/

/** How surely words are a person's name: 0 cannot be, 1 could be, 2 begins with a common surname or has a dot within. */
export function nameLikelihood(words: string): 0 | 1 | 2 {
  if (isChatter(words)) return 0
  if (/^\p{Script=Han}{1,12}(·\p{Script=Han}{1,15})+$/u.test(words)) return 2
  if (/^[A-Za-z]+([ '.-][A-Za-z]+)+$/.test(words) && words.length <= 30) return 1
  // Signs of private use stand where a register had no drawing for a rare character: part of a name, told so later.
  if (!/^[\p{Script=Han}\p{Co}]{2,8}$/u.test(words)) return 0
  const length = [...words].length
  if (LONG_SURNAMES.test(words)) return length <= 4 ? 2 : 1
  if (length > 4) return 1
  return SURNAMES.has(words.slice(0, 1)) && length <= 3 ? 2 : 1
}
