import { useState } from 'react'
import { Text } from '@tarojs/components'
import { consentPurposes, type ConsentPurpose } from '#shared/consents'
import { toast } from '../platform/toast'
import { CheckRow } from './check-row'
import { Notice } from './notice'

export interface ConsentGate {
  agreed: boolean
  /** Somebody wanted to go on without having agreed. */
  wanted: boolean
  toggle: () => void
  /** Whether one may go on; says what is missing where one may not. */
  pass: () => boolean
}

/** Something has to be agreed to before anything is sent. */
export function useConsentGate(): ConsentGate {
  const [agreed, setAgreed] = useState(false)
  const [wanted, setWanted] = useState(false)
  return {
    agreed,
    wanted,
    toggle: () => setAgreed(!agreed),
    pass: () => {
      if (agreed) return true
      setWanted(true)
      toast('请先勾选同意')
      return false
    },
  }
}

/** The very words to agree to, with a box to tick. */
export function ConsentRow({ purpose, gate }: { purpose: ConsentPurpose; gate: ConsentGate }) {
  const { words } = consentPurposes[purpose]
  return (
    <>
      <CheckRow checked={gate.agreed} label={words} onToggle={gate.toggle}>
        <Text className="list-row__title">{words}</Text>
      </CheckRow>
      {gate.wanted && !gate.agreed && <Notice tone="stop" title="同意了才能存，请先点上面这一行" />}
    </>
  )
}
