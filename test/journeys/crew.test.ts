import { setOut } from '../support/journey'
import { inventedId } from '../support/people'
import type { Person } from '../support/phone'

const journey = setOut()

const workers = [
  { name: '买买提·艾力', id: '999999199211303052', trade: '扎钢筋的' },
  { name: '孙扎根', id: '999999198506114019', trade: '钢筋工' },
  { name: '周高架', id: '999999199009235025', trade: '搭架子的' },
  { name: '吴平', id: '999999199603056038', trade: '砌墙的' },
] as const
const newcomer = { name: '李新来', id: '99999919880802203X', mobile: '14000000002' }
const surnames = '赵钱冯陈褚卫蒋沈韩杨'

/** As people write in a chat: numbered, in every order, with an answer here and there. */
function chat(): string {
  const known = [...workers.map(({ name, id, trade }) => `${name} ${id} ${trade}`)]
  const others = Array.from({ length: 23 }, (_, index) => {
    const name = `${surnames[index % 10] ?? ''}${'建国军'[index % 3] ?? ''}${'强伟'[index % 2] ?? ''}`
    return `${index + 10}、${name}，身份证 ${inventedId(index + 200)}，电话139 0000 ${String(1000 + index)}`
  })
  const bad = [`赵小明 ${inventedId(90).slice(0, 17)}？ 瓦工`, `孙建华 ${inventedId(91)} 1390000000 木工`]
  const own = `姓名：${newcomer.name}\n身份证号：${newcomer.id}\n工种：开塔吊的`
  return ['收到', ...known, '@所有人 报名单了', ...others, ...bad, own, '好的'].join('\n')
}

describe('a foreman with thirty people, pasted from a chat', () => {
  let foreman: Person
  beforeAll(async () => {
    foreman = await journey.arrive()
  })
  afterAll(() => foreman.leave())

  it('has them in the crew at once, and mends the two bad rows in their place', async () => {
    await foreman.signIn('演示·王小四')
    await foreman.open('/packages/crew/list/index')
    await foreman.tap('建一个班组')
    await foreman.fill('班组叫什么', '钢筋一班')
    await foreman.fill('在哪个工地', '东海三期安置房')
    await foreman.fill('哪个单位的', '演示·连云劳务有限公司')
    await foreman.tap('建好')
    await foreman.sees('名单还是空的')
    await foreman.tap('添加名单')
    await foreman.write(chat())
    await foreman.tap('认一认名单')
    await foreman.sees('名单认完了')
    expect(await foreman.reads()).toContain('新加的 30人')
    await foreman.sees('2人要改一下，点开就能改')
    await foreman.picture('crew-pasted')
    await foreman.tap('赵小明')
    await foreman.sees('身份证号要18位', { part: true })
    await foreman.fill('证件号码', inventedId(90))
    await foreman.tap('改好了')
    await foreman.sees('1人要改一下，点开就能改')
    await foreman.tap('孙建华')
    await foreman.sees('手机号要11位，1开头', { part: true })
    await foreman.fill('手机号', '13900000091')
    await foreman.tap('改好了')
    await foreman.sees('都改好了')
  })

  it('adds nobody by pasting the same again', async () => {
    await foreman.tap('再贴一份')
    await foreman.write(chat().split('\n').slice(0, 8).join('\n'))
    await foreman.tap('认一认名单')
    await foreman.sees('名单认完了')
    expect(await foreman.reads()).not.toContain('新加的')
  })

  it('has each of five workers confirm on their own phone, and sees it', async () => {
    for (const { name } of workers) await confirmOn(`演示·${name}`)
    await confirmAsNewcomer()
    await foreman.tap('看班组')
    await foreman.sees('已确认5')
    expect(await foreman.reads()).toContain('30 名单上 5 已确认')
    await foreman.tap('已确认5')
    await foreman.sees('没有有效的证书，先别上岗', { part: true })
    await foreman.picture('crew')
  })
})

async function confirmOn(demoName: string): Promise<void> {
  const worker = await journey.arrive({ width: 320, height: 640 })
  await worker.signIn(demoName)
  await worker.open('/packages/crew/places/index')
  await worker.sees('钢筋一班')
  await worker.tap('是我，确认加入')
  await worker.sees('已加入')
  await worker.leave()
}

/** Nobody knows yet who this is: first their own papers, then the row. */
async function confirmAsNewcomer(): Promise<void> {
  const worker = await journey.arrive()
  await worker.signIn('演示·李新来')
  await worker.open('/packages/crew/places/index')
  await worker.tap('去填身份信息')
  await worker.fill('姓名', newcomer.name)
  await worker.fill('身份证号', newcomer.id)
  await worker.fill('手机号', newcomer.mobile)
  await worker.tap(/^同意存下我的姓名/)
  await worker.tap('保存')
  await worker.sees('是我，确认加入')
  await worker.picture('crew-place')
  await worker.tap('是我，确认加入')
  await worker.sees('已加入')
  await worker.leave()
}
