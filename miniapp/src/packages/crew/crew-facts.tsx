import type { CrewOfferView } from '#shared/crews'
import { Fact } from '../../components/card'

/** Whose crew it is, where, and for whom it works: what somebody has to recognise before they say yes. Its name is the heading. */
export function CrewFacts({ crew }: { crew: CrewOfferView }) {
  return (
    <>
      <Fact label="班组长">{crew.foremanMasked}</Fact>
      <Fact label="工地">{crew.siteName}</Fact>
      <Fact label="单位">{crew.employerName}</Fact>
    </>
  )
}
