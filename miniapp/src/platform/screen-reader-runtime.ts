import { mergeInternalComponents } from '@tarojs/shared'
import attributes from './screen-reader-attributes.json'

// What the phone's screen readers read of a box: its role and the words to say (see the build's plugin).
mergeInternalComponents(attributes)
