import { colours } from './theme/tokens'

const asksPlace = process.env.ASK_PLACE === 'on'

export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/messages/index',
    'pages/me/index',
    'pages/trade/index',
    'pages/training-class/index',
    'pages/category/index',
    'pages/login/index',
  ],
  subPackages: [
    {
      root: 'packages/claims',
      pages: [
        'identity/index',
        'account/index',
        'employment/index',
        'enrolments/index',
        'enrolment/index',
        'confirm/index',
        'receipt/index',
        'progress/index',
        'list/index',
      ],
    },
    { root: 'packages/estimate', pages: ['my-subsidy/index'] },
    { root: 'packages/account', pages: ['devices/index', 'second-factor/index'] },
    { root: 'packages/service-desk', pages: ['desk/index'] },
    { root: 'packages/desk-sign-in', pages: ['desktop/index', 'confirm/index', 'password/index'] },
    { root: 'packages/staff-access', pages: ['staff/index', 'invite/index', 'join/index'] },
    { root: 'packages/privacy', pages: ['policy/index', 'withdrawal/index'] },
    {
      root: 'packages/my-data',
      pages: [
        ...['all/index', 'deletion/index', 'contact/index', 'move/index', 'correction/index'],
        ...['sights/index', 'consents/index'],
      ],
    },
    {
      root: 'packages/crew',
      pages: [
        ...['join/index', 'places/index', 'list/index', 'crew/index'],
        ...['paste/index', 'invite/index', 'enrol/index'],
      ],
    },
    {
      root: 'packages/institution',
      pages: [
        ...['classes/index', 'training-class/index', 'results/index'],
        ...['examined-classes/index', 'examined-class/index'],
      ],
    },
    { root: 'packages/lists', pages: ['all/index', 'body/index', 'enter/index', 'enter-body/index'] },
    { root: 'packages/help', pages: ['charge-report/index', 'publicity/index', 'family/index'] },
    { root: 'packages/attendance', pages: ['teach/index', 'sign/index', 'online/index'] },
    {
      root: 'packages/class-desk',
      pages: [
        ...['filings/index', 'filing/index', 'queue/index', 'life/index'],
        ...['apprenticeships/index', 'apprenticeship/index', 'new-apprenticeship/index'],
      ],
    },
    { root: 'packages/certificates', pages: ['wallet/index', 'check/index'] },
    {
      root: 'packages/office',
      pages: [
        ...['queue/index', 'review/index', 'demand/index', 'corrections/index'],
        ...['attendance-flags/index', 'charge-reports/index', 'conflicts/index'],
      ],
    },
    { root: 'packages/messages-desk', pages: ['ledger/index'] },
    { root: 'packages/finance', pages: ['payouts/index', 'batch/index', 'fund/index'] },
    {
      root: 'packages/policy',
      pages: ['list/index', 'version/index', 'edit/index', 'difference/index', 'estimate-differences/index'],
    },
  ],
  preloadRule: {
    // The rules reckon without a network: they have to be on the phone before it is gone.
    'pages/home/index': { network: 'all', packages: ['packages/estimate'] },
    'pages/trade/index': { network: 'all', packages: ['packages/claims'] },
    'pages/me/index': { network: 'all', packages: ['packages/claims'] },
  },
  tabBar: {
    color: colours['ink-2'],
    selectedColor: colours.brand,
    backgroundColor: colours.paper,
    borderStyle: 'white',
    list: [
      {
        pagePath: 'pages/home/index',
        text: '找补贴',
        iconPath: 'assets/tabs/search.png',
        selectedIconPath: 'assets/tabs/search-selected.png',
      },
      {
        pagePath: 'pages/messages/index',
        text: '消息',
        iconPath: 'assets/tabs/messages.png',
        selectedIconPath: 'assets/tabs/messages-selected.png',
      },
      {
        pagePath: 'pages/me/index',
        text: '我的',
        iconPath: 'assets/tabs/me.png',
        selectedIconPath: 'assets/tabs/me-selected.png',
      },
    ],
  },
  window: {
    navigationBarTitleText: '匠补通',
    navigationBarBackgroundColor: colours.paper,
    navigationBarTextStyle: 'black',
    backgroundColor: colours.ground,
    backgroundTextStyle: 'dark',
  },
  lazyCodeLoading: 'requiredComponents',
  sitemapLocation: 'sitemap.json',
  // Only browsers read this. Sliding, a page that is left and come back to within 0.35 s stays hidden for good.
  animation: false,
  __usePrivacyCheck__: true,
  // Only signing in to a lesson asks where the phone is, where the person has said so and WeChat lets this account ask.
  requiredPrivateInfos: asksPlace ? ['getLocation'] : [],
  ...(asksPlace && { permission: { 'scope.userLocation': { desc: '上课签到时，证明您在上课的地方' } } }),
})
