import { useCallback, useState } from 'react'
import { forget, keep, readKept } from '../../platform/storage'
import type { Answers, PersonAnswers, TrainingAnswers } from './answers'

const personPlace = 'draft:about-me'

export interface KeptAnswers {
  answers: Answers
  answer: (change: Answers) => void
  /** 重新回答: everything that was said here is forgotten. */
  restart: () => void
}

/**
 * The answers as this phone keeps them: what is true of the person for every trade, what is true of one training for
 * that training alone. They go with the person who signs out.
 * @param about the training: `41`, or the name of a field without a row
 */
export function useKeptAnswers(about: string): KeptAnswers {
  const place = `draft:training-${about}`
  const [answers, setAnswers] = useState<Answers>(() => ({
    ...readKept<TrainingAnswers>(place),
    ...readKept<PersonAnswers>(personPlace),
  }))
  const answer = useCallback(
    (change: Answers) =>
      setAnswers((before) => {
        const next = { ...before, ...change }
        const { employee, level, levelIssuedOn, insuranceMonths, ...training } = next
        keep(personPlace, { employee, level, levelIssuedOn, insuranceMonths })
        keep(place, training)
        return next
      }),
    [place],
  )
  const restart = useCallback(() => {
    forget(personPlace)
    forget(place)
    setAnswers({})
  }, [place])
  return { answers, answer, restart }
}
