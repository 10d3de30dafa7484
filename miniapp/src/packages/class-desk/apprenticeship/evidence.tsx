import { useState } from 'react'
import { View } from '@tarojs/components'
import { evidenceGivers, type EvidenceGiver } from '#shared/apprenticeship-evidence'
import type { ApprenticeshipView, EvidenceBody } from '#shared/apprenticeships'
import { chineseDay } from '#shared/subsidy-calendar'
import { programmeDate, useProgramme } from '../../../api/programme'
import { apprenticeshipApi } from '../../../api/apprenticeship-endpoints'
import { Card, Fact } from '../../../components/card'
import { ChoiceChips } from '../../../components/choice-chips'
import { DateField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { StatusTag } from '../../../components/status-tag'
import { TextAreaField } from '../../../components/text-area-field'
import { useCommand } from '../../../hooks/use-command'
import type { ProgrammeProps } from './programme'
import './roster.scss'

type Item = ApprenticeshipView['stages'][number]['evidence'][number]
const givers = (Object.keys(evidenceGivers) as EvidenceGiver[]).map((value) => ({
  value,
  label: evidenceGivers[value],
}))

/** The evidence of each stage that has begun: what is asked by which words of the notice, and what was given. */
export function Evidence({ of, query }: ProgrammeProps) {
  const mayEdit = of.permittedEvents.includes('edit')
  return (
    <>
      {of.stages
        .filter(({ stage }) => stage <= of.stage)
        .map(({ stage, title, stateText, evidence }) => (
          <Card key={stage} title={`${title}的材料`} aside={<StatusTag tone="quiet" text={stateText} />}>
            <View className="apprentices">
              {evidence.map((item) => (
                <EvidenceItem
                  key={item.item}
                  item={item}
                  of={of}
                  query={query}
                  mayEdit={mayEdit && stage === of.stage}
                />
              ))}
            </View>
          </Card>
        ))}
    </>
  )
}

function EvidenceItem({ item, of, query, mayEdit }: ProgrammeProps & { item: Item; mayEdit: boolean }) {
  const [isOpen, setOpen] = useState(false)
  const { name, given } = item
  return (
    <>
      <Fact label={name}>
        {given ? `${given.words}（${given.byText}，${chineseDay(given.on)}）` : '还缺'}
      </Fact>
      {mayEdit && <PlainButton text={given ? `改“${name}”` : `填“${name}”`} onTap={() => setOpen(true)} />}
      <Sheet title={name} open={isOpen} onClose={() => setOpen(false)}>
        <Giving item={item} of={of} query={query} onDone={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

function Giving({ item, of, query, onDone }: ProgrammeProps & { item: Item; onDone: () => void }) {
  const today = programmeDate(useProgramme())
  const [words, setWords] = useState(item.given?.words ?? '')
  const [givenBy, setGivenBy] = useState<EvidenceGiver | null>(null)
  const [givenOn, setGivenOn] = useState(item.given?.on ?? '')
  const send = useCommand(async (key: string, body: EvidenceBody) => {
    query.replace(await apprenticeshipApi.giveEvidence(key, of.id, body))
    onDone()
  })
  const written = words.replace(/\s+/g, ' ').trim()
  const errorAt = (pointer: string) => send.problem?.errors.find((each) => each.pointer === pointer)?.detail
  return (
    <>
      <Fact label="文件的话">
        {item.citation.clause}“{item.citation.quotation}”
      </Fact>
      <TextAreaField
        label="写什么"
        hint={item.asks}
        control={{ value: words, error: errorAt('/words'), onInput: setWords, onBlur: () => undefined }}
      />
      <ChoiceChips label="谁给的" choices={givers} value={givenBy} onChange={setGivenBy} />
      <DateField
        label="哪天的"
        until={today}
        control={{ value: givenOn, error: errorAt('/givenOn'), onInput: setGivenOn, onBlur: () => undefined }}
      />
      <ProblemNotice problem={send.problem} />
      <PrimaryButton
        text="记下"
        busy={send.busy}
        disabled={written === '' || givenBy === null || givenOn === ''}
        onTap={() => {
          if (givenBy !== null)
            void send.run({ item: item.item, words: written, givenBy, givenOn, revision: of.revision })
        }}
      />
    </>
  )
}
