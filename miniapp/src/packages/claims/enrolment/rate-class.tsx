import { useState } from 'react'
import { Text } from '@tarojs/components'
import {
  ratedAspectNames,
  ratedAspects,
  type ClassRatingBody,
  type OwnRatingView,
  type RatedAspect,
} from '#shared/class-ratings'
import { chineseDay } from '#shared/subsidy-calendar'
import { ratingApi } from '../../../api/rating-endpoints'
import { Card, Fact } from '../../../components/card'
import { ChoiceChips } from '../../../components/choice-chips'
import { FormField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { TextAreaField } from '../../../components/text-area-field'
import { WhyNot } from '../../../components/why-not'
import { useCommand } from '../../../hooks/use-command'
import { useQuery, type Query } from '../../../hooks/use-query'
import { toast } from '../../../platform/toast'

const stars = ['1', '2', '3', '4', '5'] as const
const choices = stars.map((value) => ({ value, label: `${value}星` }))
type Stars = Partial<Record<RatedAspect, (typeof stars)[number]>>

/** How was it? Asked of who has been through the class; nothing is shown while that cannot be asked or known. */
export function RateClass({ enrolmentId }: { enrolmentId: string }) {
  const query = useQuery(() => ratingApi.mine(enrolmentId), { cacheKey: null })
  const [isOpen, setOpen] = useState(false)
  const own = query.data
  if (!own || (own.openUntil === null && own.rating === null)) return null
  return (
    <Card title="这个班怎么样">
      {own.rating ? (
        ratedAspectNames.map((aspect) => (
          <Fact key={aspect} label={ratedAspects[aspect]}>{`${String(own.rating?.[aspect])}星`}</Fact>
        ))
      ) : (
        <Text>评一评，后面来学的人好选。满5个人才公开平均数，谁也看不到是您评的。</Text>
      )}
      {own.openUntil !== null && (
        <PlainButton text={own.rating ? '改一改' : '评一评'} onTap={() => setOpen(true)} />
      )}
      <Sheet title="评这个班" open={isOpen} onClose={() => setOpen(false)}>
        <RatingForm enrolmentId={enrolmentId} own={own} query={query} onDone={() => setOpen(false)} />
      </Sheet>
    </Card>
  )
}

interface RatingFormProps {
  enrolmentId: string
  own: OwnRatingView
  query: Query<OwnRatingView>
  onDone: () => void
}

function RatingForm({ enrolmentId, own, query, onDone }: RatingFormProps) {
  const [given, setGiven] = useState<Stars>(() => starsOf(own))
  const [words, setWords] = useState(own.rating?.words ?? '')
  const send = useCommand(async (key: string, body: ClassRatingBody) => {
    query.replace(await ratingApi.rate(key, enrolmentId, body))
    onDone()
    toast('谢谢，记下了', 'success')
  })
  const missing = ratedAspectNames.find((aspect) => given[aspect] === undefined)
  const submit = () => {
    const { teaching, place, honesty } = given
    if (!teaching || !place || !honesty) return
    const each = { teaching: Number(teaching), place: Number(place), honesty: Number(honesty) }
    void send.run({ ...each, words: words.replace(/\s+/g, ' ').trim() })
  }
  return (
    <>
      {ratedAspectNames.map((aspect) => (
        <FormField key={aspect} label={ratedAspects[aspect]}>
          <ChoiceChips
            label={ratedAspects[aspect]}
            choices={choices}
            value={given[aspect] ?? null}
            onChange={(value) => setGiven({ ...given, [aspect]: value })}
          />
        </FormField>
      ))}
      <TextAreaField
        label="还想说的（可以不写）"
        hint="培训机构和住建部门看得到，看不到是谁写的"
        control={{
          value: words,
          error: send.problem?.errors.find(({ pointer }) => pointer === '/words')?.detail,
          onInput: setWords,
          onBlur: () => undefined,
        }}
      />
      {own.openUntil !== null && <Text>{chineseDay(own.openUntil)}前都可以改。</Text>}
      <ProblemNotice problem={send.problem} />
      <WhyNot text={missing === undefined ? '' : `请给“${ratedAspects[missing]}”点几颗星`} />
      <PrimaryButton text="提交" busy={send.busy} disabled={missing !== undefined} onTap={submit} />
    </>
  )
}

function starsOf({ rating }: OwnRatingView): Stars {
  if (!rating) return {}
  const entries = ratedAspectNames.map((aspect) => [aspect, stars[rating[aspect] - 1]])
  return Object.fromEntries(entries) as Stars
}
