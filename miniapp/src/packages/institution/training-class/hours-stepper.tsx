import { Text, View } from '@tarojs/components'
import { Tappable } from '../../../components/tappable'
import { hours } from '../../../theme/dates'
import { step } from './attendance-marks'
import './hours-stepper.scss'

export interface HoursStepperProps {
  /** Whose hours, for screen readers. */
  label: string
  tenths: number
  most: number
  onChange: (tenths: number) => void
}

/** Part of a lesson: half a 课时 less or more, never more than the lesson has, never nothing (that is the tick). */
export function HoursStepper({ label, tenths, most, onChange }: HoursStepperProps) {
  return (
    <View className="stepper">
      <Tappable
        className="stepper__button"
        label={`${label}少记0.5课时`}
        disabled={tenths <= step}
        onTap={() => onChange(Math.max(step, tenths - step))}
      >
        <Text className={tenths <= step ? 'stepper__sign stepper__sign--still' : 'stepper__sign'}>−</Text>
      </Tappable>
      <Text className="stepper__value">{hours(tenths)}</Text>
      <Tappable
        className="stepper__button"
        label={`${label}多记0.5课时`}
        disabled={tenths >= most}
        onTap={() => onChange(Math.min(most, tenths + step))}
      >
        <Text className={tenths >= most ? 'stepper__sign stepper__sign--still' : 'stepper__sign'}>＋</Text>
      </Tappable>
    </View>
  )
}
