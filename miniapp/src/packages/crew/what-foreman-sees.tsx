import { consentPurposes } from '#shared/consents'
import { Notice } from '../../components/notice'

/** What is agreed to by joining, in the words that are kept, and what the foreman never gets. */
export function WhatForemanSees() {
  return (
    <Notice title="加入以前看清楚">
      加入就是“{consentPurposes.crew.words}”。他看不到您的收款卡和补贴，也不能替您改。
      {consentPurposes.crew.takeBack}，加入不收钱。
    </Notice>
  )
}
