import type { TradeHit, TradeIndex, TradeQuestion } from '#shared/trade-match-types'

/** Finds the one question that a name or a set of close hits calls for. */
export interface Questions {
  /** The question that belongs to an ambiguous name. */
  forName(variants: readonly string[]): TradeQuestion | undefined
  /** The question whose options separate the close hits, when they fall into different options. */
  forHits(hits: readonly TradeHit[]): TradeQuestion | undefined
}

/** Hits within this distance of the best are as likely as the best. */
const CLOSE = 0.1

function optionOf(question: TradeQuestion, seq: number): number {
  return question.options.findIndex(({ seqs }) => seqs.includes(seq))
}

/** Prepares the questions once. */
export function createQuestions(index: TradeIndex): Questions {
  const questions = index.questions.map(({ text, options }): TradeQuestion => ({ text, options }))
  const byTrigger = new Map<string, TradeQuestion>()
  index.questions.forEach(({ triggers }, place) => {
    const question = questions[place]
    for (const trigger of triggers.split('、'))
      if (question && !byTrigger.has(trigger)) byTrigger.set(trigger, question)
  })
  return {
    forName(variants) {
      for (const variant of variants) {
        const question = byTrigger.get(variant)
        if (question) return question
      }
      return undefined
    },
    forHits(hits) {
      const best = hits[0]
      if (!best) return undefined
      const close = hits.filter(({ score }) => score >= best.score - CLOSE).map(({ seq }) => seq)
      return questions.find((question) => {
        const first = optionOf(question, best.seq)
        return (
          first >= 0 && close.some((seq) => optionOf(question, seq) >= 0 && optionOf(question, seq) !== first)
        )
      })
    },
  }
}
