import { Text } from '@tarojs/components'
import { useProgramme } from '../../api/programme'
import { Card, Fact, ListRow } from '../../components/card'
import { policyBrief } from '../../policies/brief'
import { noticeTitle } from '../../policies/original-text'
import { open } from '../../routes'
import { chineseDay } from '#shared/subsidy-calendar'

/** Which rules these are, who made them, and until when they hold. */
export function About() {
  const { version, effectiveFrom, effectiveUntil } = policyBrief()
  const status = useProgramme()
  return (
    <Card title="依据的文件">
      <Text>《{noticeTitle}》</Text>
      <Fact label="有效期">
        {chineseDay(effectiveFrom)}到{chineseDay(effectiveUntil)}
      </Fact>
      <Fact label="版本">第{version}版</Fact>
      {status?.mode === 'demo' && <Fact label="演示">机构、班次和人都是虚构的，钱不会真的发。</Fact>}
      <Fact label="图标">Lucide（ISC许可）</Fact>
      <ListRow
        title="个人信息怎么用"
        note="收了什么、存多久、给谁，怎么收回同意"
        onTap={() => void open('privacyPolicy', {})}
      />
      <ListRow
        title="补贴公示"
        note="谁要领补贴，大家都能看，都能提异议"
        onTap={() => void open('publicity', {})}
      />
      <ListRow
        title="现在执行哪一版"
        note="从哪天起用、以前有过哪几版、每一条的原文"
        onTap={() => void open('policies', {})}
      />
    </Card>
  )
}
