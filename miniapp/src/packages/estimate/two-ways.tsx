import { Text, View } from '@tarojs/components'
import { nextLevelOf } from '#shared/subsidy-levels'
import { Amount } from '../../components/amount'
import { Card } from '../../components/card'
import { Icon, type IconName } from '../../components/icon'
import { Notice } from '../../components/notice'
import { StatusTag } from '../../components/status-tag'
import { overWords, type RuleAnswer } from './estimate'
import { holdsLevel } from './certificate-questions'
import { standingOf, type Standing } from './route-words'
import type { MyEstimate, ServerCheck } from './use-estimate'
import './two-ways.scss'

/** Both ways to money side by side, what is known about taking both, and whose result this is. */
export function TwoWays({ of }: { of: MyEstimate }) {
  const { training, certificate, answers, open, together } = of
  const mayExclude = together.filter(() => holdsLevel(answers.level))
  return (
    <View id="two-ways">
      <Card title="两条路，各算各的">
        <Reading of={of} />
        <View className="two-ways">
          {training && <Way icon="school" name="培训" answer={training} open={open.training} />}
          {certificate ? (
            <Way icon="award" name="证书" answer={certificate} open={open.certificate} />
          ) : (
            <NoCertificate of={of} />
          )}
        </View>
        {mayExclude.map(({ group, scope, sentence }) => (
          <Notice key={group} tone="wait" title={scope === null ? '可能不能同时领' : '两条路都够的话'}>
            {sentence}
          </Notice>
        ))}
        <Check check={of.check} />
      </Card>
    </View>
  )
}

/** Another reading than the notice's own is said before its results are read. */
function Reading({ of: { policy } }: { of: MyEstimate }) {
  if (policy.preset === 'notice') return null
  const { label, sentence } = policy.file.presets[policy.preset]
  return (
    <Notice tone="wait" title={`现在${label}算，只供参考`}>
      {sentence}
    </Notice>
  )
}

interface WayProps {
  icon: IconName
  name: string
  answer: RuleAnswer
  open: number
}

function Way({ icon, name, answer, open }: WayProps) {
  const standing = standingOf(answer, open)
  return (
    <View className={`way way--${standing.tone}`}>
      <WayHead icon={icon} name={name} />
      <View className={`way__amount way__amount--${answer.outcome}`}>
        <Amount amount={answer.amount} />
      </View>
      <WayFoot standing={standing} />
    </View>
  )
}

/** No certificate, or none told of: what the first one, or the one after it, would pay. */
function NoCertificate({ of: { policy, answers, standing: ofPolicy } }: { of: MyEstimate }) {
  const first = nextLevelOf(policy, null)
  if (!first) return null
  const standing: Standing =
    answers.level === 'none'
      ? {
          tone: 'quiet',
          word: '还没有证书',
          line: ofPolicy.status === 'closed' ? overWords : `从${levelName(first.title)}开始`,
        }
      : {
          tone: 'wait',
          word: '还不一定',
          line: answers.level === 'unsure' ? '翻翻证书封面，弄清了再来改' : '看您有哪一级证书',
        }
  return (
    <View className={`way way--${standing.tone}`}>
      <WayHead icon="award" name="证书" />
      <View className="way__amount way__amount--not_met">
        <Amount amount={first.amount} />
        <Text className="way__more">起，越高越多</Text>
      </View>
      <WayFoot standing={standing} />
    </View>
  )
}

function WayHead({ icon, name }: { icon: IconName; name: string }) {
  return (
    <View className="way__head">
      <Icon name={icon} size="s" />
      <Text>{name}</Text>
    </View>
  )
}

function WayFoot({ standing }: { standing: Standing }) {
  return (
    <>
      <StatusTag tone={standing.tone} text={standing.word} />
      <Text className="way__line">{standing.line}</Text>
    </>
  )
}

function Check({ check }: { check: ServerCheck }) {
  switch (check) {
    case 'differs':
      return (
        <Notice tone="wait" title="服务器算的和手机上不一样">
          上面是服务器算的，以它为准。不一样的地方已经自动报给我们去查。
        </Notice>
      )
    case 'agrees':
      return <Text className="two-ways__check">已和服务器核对，结果一样。</Text>
    case 'phone':
      return <Text className="two-ways__check">这是手机上算的；有网时会和服务器核对，以服务器为准。</Text>
  }
}

/** `初级工（专项能力）证书补贴` → `初级工`. */
function levelName(title: string): string {
  return title.replace(/（.*|证书补贴$/, '')
}
