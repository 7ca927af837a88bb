/**
 * Where a number may be, as IANA zones: a guess from its country, in North America from its area code. Numbers travel with
 * people, so a zone that is known of a contact goes before.
 *
 * https://www.nanpa.com/area-codes · https://www.iana.org/time-zones
 *
 * @param country - ISO 3166 alpha-2
 * @returns none where nothing can be guessed
 */
export function zonesOfNumber(e164: string, country: string | undefined): readonly string[] {
  if (e164.startsWith('+1')) {
    const known = zonesOfArea.get(e164.slice(2, 5))
    if (known) return known
    return country === 'CA'
      ? canada
      : country === 'US' || country === undefined
        ? unitedStates
        : zonesOfCountry(country)
  }
  return country === undefined ? [] : zonesOfCountry(country)
}

const eastern = 'America/New_York'
const central = 'America/Chicago'
const mountain = 'America/Denver'
const pacific = 'America/Los_Angeles'
const unitedStates = [eastern, central, mountain, pacific, 'America/Anchorage', 'Pacific/Honolulu']
const canada = [
  'America/St_Johns',
  'America/Halifax',
  'America/Toronto',
  'America/Winnipeg',
  'America/Edmonton',
  'America/Vancouver',
]

/** Area codes by the zones their places are in; those that straddle a border have both. */
const areas: readonly (readonly [zones: readonly string[], codes: string])[] = [
  [
    [eastern],
    `201 202 203 207 212 215 216 220 223 227 229 234 239 240 248 252 267 272 276 283 301 302 304 305 313 315 317 321 324
     326 329 330 332 336 339 347 351 352 363 380 386 401 404 407 410 412 413 419 434 440 443 463 470 472 475 478 484 508 513
     516 517 518 540 551 557 561 567 570 571 574 582 585 586 603 607 609 610 614 616 617 624 631 640 645 646 656 667 678 680
     681 686 689 703 704 706 716 717 718 724 727 728 732 734 740 743 754 757 762 765 770 771 772 774 781 786 802 803 804 810
     813 814 821 826 828 835 838 839 843 845 848 854 856 857 859 860 862 863 864 865 878 904 908 910 912 914 917 919 929 934
     937 941 943 947 948 954 959 973 978 980 984 989`,
  ],
  [
    [central],
    `205 210 214 217 218 224 225 228 251 254 256 262 274 281 309 312 314 316 318 319 320 325 331 334 337 346 361 405 409 414
     417 430 447 464 469 479 501 504 507 512 515 531 534 539 557 563 572 573 580 601 608 612 615 618 629 630 636 641 651 659
     660 662 682 708 712 713 715 726 730 731 737 763 769 773 779 806 815 816 817 830 832 847 870 872 901 903 913 918 920 931
     936 938 940 945 952 956 972 975 979 985`,
  ],
  [[eastern, central], '219 260 270 364 423 448 812 850 906 930'],
  [[central, mountain], '308 402 432 605 620 701 785'],
  [[mountain], '303 307 385 406 435 505 575 719 720 801 915 970 983'],
  [['America/Phoenix'], '480 520 602 623'],
  [['America/Phoenix', mountain], '928'],
  [[mountain, pacific], '208 458 541 775 986'],
  [
    [pacific],
    `206 209 213 253 279 310 323 341 350 360 369 408 415 424 425 442 503 509 510 530 559 562 564 619 626 628 650 657 661 669
     702 707 714 725 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951 971`,
  ],
  [['America/Anchorage'], '907'],
  [['Pacific/Honolulu'], '808'],
  [['America/Puerto_Rico'], '340 787 939'],
  [
    ['America/Toronto'],
    '226 249 289 343 354 365 367 382 416 418 437 438 450 468 514 519 548 579 581 613 647 683 705 742 753 819 873 905 942',
  ],
  [['America/Toronto', 'America/Winnipeg'], '807'],
  [['America/Winnipeg'], '204 431 584'],
  [['America/Regina'], '306 474 639'],
  [['America/Edmonton'], '368 403 587 780 825'],
  [['America/Vancouver', 'America/Edmonton'], '236 250 257 672 778'],
  [['America/Vancouver'], '604'],
  [['America/Halifax'], '428 506 782 902'],
  [['America/St_Johns', 'America/Halifax'], '709 879'],
]

const zonesOfArea: ReadonlyMap<string, readonly string[]> = new Map(
  areas.flatMap(([zones, codes]) =>
    codes
      .trim()
      .split(/\s+/)
      .map((code) => [code, zones] as const),
  ),
)

function zonesOfCountry(country: string): readonly string[] {
  return Object.hasOwn(countries, country) ? (countries[country] ?? []) : []
}

const countries: Readonly<Record<string, readonly string[]>> = {
  AE: ['Asia/Dubai'],
  AR: ['America/Argentina/Buenos_Aires'],
  AT: ['Europe/Vienna'],
  AU: ['Australia/Sydney', 'Australia/Adelaide', 'Australia/Brisbane', 'Australia/Darwin', 'Australia/Perth'],
  BE: ['Europe/Brussels'],
  BR: ['America/Sao_Paulo', 'America/Manaus', 'America/Rio_Branco'],
  CA: canada,
  CH: ['Europe/Zurich'],
  CL: ['America/Santiago', 'America/Punta_Arenas'],
  CN: ['Asia/Shanghai'],
  CO: ['America/Bogota'],
  CZ: ['Europe/Prague'],
  DE: ['Europe/Berlin'],
  DK: ['Europe/Copenhagen'],
  EG: ['Africa/Cairo'],
  ES: ['Europe/Madrid', 'Atlantic/Canary'],
  FI: ['Europe/Helsinki'],
  FR: ['Europe/Paris'],
  GB: ['Europe/London'],
  GR: ['Europe/Athens'],
  HK: ['Asia/Hong_Kong'],
  HU: ['Europe/Budapest'],
  ID: ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'],
  IE: ['Europe/Dublin'],
  IL: ['Asia/Jerusalem'],
  IN: ['Asia/Kolkata'],
  IT: ['Europe/Rome'],
  JP: ['Asia/Tokyo'],
  KE: ['Africa/Nairobi'],
  KR: ['Asia/Seoul'],
  LU: ['Europe/Luxembourg'],
  MX: ['America/Mexico_City', 'America/Cancun', 'America/Hermosillo', 'America/Tijuana'],
  MY: ['Asia/Kuala_Lumpur'],
  NG: ['Africa/Lagos'],
  NL: ['Europe/Amsterdam'],
  NO: ['Europe/Oslo'],
  NZ: ['Pacific/Auckland'],
  PH: ['Asia/Manila'],
  PL: ['Europe/Warsaw'],
  PR: ['America/Puerto_Rico'],
  PT: ['Europe/Lisbon', 'Atlantic/Azores'],
  RO: ['Europe/Bucharest'],
  SE: ['Europe/Stockholm'],
  SG: ['Asia/Singapore'],
  TH: ['Asia/Bangkok'],
  TR: ['Europe/Istanbul'],
  UA: ['Europe/Kyiv'],
  US: unitedStates,
  ZA: ['Africa/Johannesburg'],
}
