/** Names that MongoDB 8.0 knows and this store does not: they are refused as such, and not as misspelt. */
const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

export const knownStages = names(`
  $bucket $bucketAuto $changeStream $changeStreamSplitLargeEvent $collStats $currentOp $densify $documents $fill
  $geoNear $graphLookup $indexStats $listLocalSessions $listSampledQueries $listSearchIndexes $listSessions
  $planCacheStats $querySettings $redact $sample $search $searchMeta $setWindowFields $shardedDataDistribution
  $sortByCount $unionWith $vectorSearch`)

export const knownAccumulators = names(`
  $accumulator $bottom $bottomN $firstN $lastN $maxN $median $mergeObjects $minN $percentile $stdDevPop $stdDevSamp
  $top $topN`)

export const knownExpressions = names(`
  $abs $acos $acosh $allElementsTrue $anyElementTrue $arrayElemAt $arrayToObject $asin $asinh $atan $atan2 $atanh $avg
  $binarySize $bitAnd $bitNot $bitOr $bitXor $bsonSize $ceil $cmp $concatArrays $convert $cos $cosh $dateAdd $dateDiff
  $dateFromParts $dateFromString $dateSubtract $dateToParts $dateToString $dateTrunc $dayOfMonth $dayOfWeek $dayOfYear
  $degreesToRadians $divide $exp $filter $first $firstN $floor $function $getField $hour $indexOfArray $indexOfBytes
  $indexOfCP $isArray $isNumber $isoDayOfWeek $isoWeek $isoWeekYear $last $lastN $let $ln $log $log10 $ltrim $map $max
  $maxN $median $mergeObjects $meta $millisecond $min $minN $minute $mod $month $objectToArray $percentile $pow
  $radiansToDegrees $rand $range $reduce $regexFind $regexFindAll $regexMatch $replaceAll $replaceOne $reverseArray
  $round $rtrim $sampleRate $second $setDifference $setEquals $setIntersection $setIsSubset $setUnion $sin $sinh $slice
  $sortArray $split $sqrt $stdDevPop $stdDevSamp $strLenBytes $strLenCP $strcasecmp $substr $substrBytes $substrCP $sum
  $switch $tan $tanh $toBool $toDate $toDecimal $toDouble $toHashedIndexKey $toInt $toLong $toLower $toObjectId
  $toString $toUUID $toUpper $trim $trunc $tsIncrement $tsSecond $type $unsetField $week $year $zip`)
