import { useCallback, useEffect, useRef, useState } from 'react'
import { useDidShow } from '@tarojs/taro'
import { forget, keep, readKept } from '../../platform/storage'
import { isH5 } from '../../platform/target'
import { changed, type Answers, type PersonAnswers, type TrainingAnswers } from './answers'

const personPlace = 'draft:about-me'

export interface KeptAnswers {
  answers: Answers
  answer: (change: Answers) => void
  /** 重新回答: everything that was said here is forgotten. */
  restart: () => void
}

/**
 * The answers as this phone keeps them: what is true of the person for every trade, what is true of one training for
 * that training alone. They go with the person who signs out. Two pages or tabs may be open at once: each change is
 * made to what is kept now, not to what this page saw last, and a page that comes back into view looks again.
 * @param about the training: `41`, or the name of a field without a row
 */
export function useKeptAnswers(about: string): KeptAnswers {
  const place = `draft:training-${about}`
  const [answers, setAnswers] = useState<Answers>(() => readAnswers(place))
  const latest = useRef(answers)
  // A full phone keeps nothing: then the answers live on this page only.
  const isKept = useRef(true)

  const show = useCallback((next: Answers) => {
    latest.current = next
    setAnswers(next)
  }, [])
  const lookAgain = useCallback(() => {
    if (isKept.current) show(readAnswers(place))
  }, [place, show])
  useDidShow(lookAgain)
  useOtherTabs(lookAgain)

  const answer = useCallback(
    (change: Answers) => {
      const next = changed(isKept.current ? readAnswers(place) : latest.current, change)
      isKept.current = keepAnswers(place, next)
      show(next)
    },
    [place, show],
  )
  const restart = useCallback(() => {
    forget(personPlace)
    forget(place)
    show({})
  }, [place, show])
  return { answers, answer, restart }
}

function readAnswers(place: string): Answers {
  return { ...readKept<TrainingAnswers>(place), ...readKept<PersonAnswers>(personPlace) }
}

/** @returns false when the phone could not keep all of it */
function keepAnswers(place: string, answers: Answers): boolean {
  const { employee, level, levelIssuedOn, insuranceMonths, ...training } = answers
  const isPersonKept = keep(personPlace, { employee, level, levelIssuedOn, insuranceMonths })
  return keep(place, training) && isPersonKept
}

/** A browser tells every tab but the one that wrote; in WeChat there are no tabs. */
function useOtherTabs(lookAgain: () => void): void {
  useEffect(() => {
    if (!isH5) return
    window.addEventListener('storage', lookAgain)
    return () => window.removeEventListener('storage', lookAgain)
  }, [lookAgain])
}
