"""What `kg.numbers` promises: no number missed, exact spans, right values, in three languages."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.numbers import find_numbers
from kg.yamlfile import read_yaml

# Each row: a sentence, then its numbers in order as "token | form | values".
Row = tuple[str, ...]

ENGLISH: list[Row] = [
    ("The reserve has 577 trees.", "577 | cardinal | 577"),
    ("They counted 4,373 geese and 433,090 gulls.", "4,373 | cardinal | 4373",
     "433,090 | cardinal | 433090"),
    ("About 22 000 bulbs, then 22\u00a0000 and 22\u202f000 more.", "22 000 | cardinal | 22000",
     "22\u00a0000 | cardinal | 22000", "22\u202f000 | cardinal | 22000"),
    ("The lake rose 2.5 metres.", "2.5 | cardinal | 5/2"),
    ("Humidity was 89%, later 89 % and 90 percent.", "89% | percent | 89", "89 % | percent | 89",
     "90 percent | percent | 90"),
    ("Ten percent went, ten per cent stayed, a 20-percent rise.", "Ten percent | percent | 10",
     "ten per cent | percent | 10", "20-percent | percent | 20"),
    ("Tickets cost $2 or €3.", "$2 | cardinal | 2", "€3 | cardinal | 3"),
    ("The bridge cost $1.5bn, the road £20m.", "$1.5bn | cardinal | 1500000000",
     "£20m | cardinal | 20000000"),
    ("Bake 3-5 loaves, or 3–5 rolls.", "3-5 | range | 3 5", "3–5 | range | 3 5"),
    ("Bake from 3 to 5 loaves, between 6 and 8 rolls.", "3 | cardinal | 3", "5 | cardinal | 5",
     "6 | cardinal | 6", "8 | cardinal | 8"),
    ("Some 10-15 thousand bees and 5–10% of wasps.", "10-15 thousand | range | 10000 15000",
     "5–10% | range | 5 10"),
    ("The seasons 2022-23 and 2021/22.", "2022-23 | range | 2022 2023",
     "2021/22 | range | 2021 2022"),
    ("The 47th train and the 1st bus.", "47th | ordinal | 47", "1st | ordinal | 1"),
    ("Songs of the 1990s and the '500s'.", "1990s | label |", "500s | label |"),
    ("Over “3,000+ visitors came.”", "3,000+ | cardinal | 3000"),
    ("A stock of 49 thousand plates, 1.5 million forks.", "49 thousand | cardinal | 49000",
     "1.5 million | cardinal | 1500000"),
    ("It sold 5k copies and 1 million 200 thousand postcards.", "5k | cardinal | 5000",
     "1 million 200 thousand | cardinal | 1200000"),
    ("Posted 06:24 PM, seen at 18:05 and 6 p.m.", "06:24 PM | time |", "18:05 | time |",
     "6 p.m. | time |"),
    ("Dated 2024-24-20, 2024-11-30 and 20.11.2024.", "2024-24-20 | date |", "2024-11-30 | date |",
     "20.11.2024 | date |"),
    ("On 20 March 2024 it snowed.", "20 | cardinal | 20", "2024 | cardinal | 2024"),
    ("The Boeing B-52, form a83319, H1 2023, room 337.1 and №337.", "B-52 | label |",
     "a83319 | label |", "H1 | label |", "2023 | cardinal | 2023", "337.1 | cardinal | 3371/10",
     "337 | cardinal | 337"),
    ("COVID-19 closed the shop in mid-2020.", "COVID-19 | label |", "2020 | cardinal | 2020"),
    ("Call 8-800-555-35-35 at a 5-year-old number.", "8-800-555-35-35 | label |",
     "5 | cardinal | 5"),
    ("Articles 172-10–172-20 of 2022-09.", "172-10 | label |", "172-20 | label |",
     "2022-09 | date |"),
    ("Add ½ cup, 2½ spoons, ¼ pint, 1/5 litre, 2 1/2 eggs.", "½ | fraction | 1/2",
     "2½ | fraction | 5/2", "¼ | fraction | 1/4", "1/5 | fraction | 1/5", "2 1/2 | fraction | 5/2"),
    ("Open 24/7, score 3:1.", "24/7 | label |", "3:1 | label |"),
    ("An area of 12 km², in note ³ and 577¹ houses.", "12 | cardinal | 12", "km² | label |",
     "³ | cardinal | 3", "577¹ | cardinal | 577"),
    ("Signs read ٤٣٧٣, ４３７３ and ③.", "٤٣٧٣ | cardinal | 4373", "４３７３ | cardinal | 4373",
     "③ | cardinal | 3"),
    ("No geese, zero ducks, nineteen swans.", "zero | cardinal | 0", "nineteen | cardinal | 19"),
    ("Twenty-five owls and forty two larks.", "Twenty-five | cardinal | 25",
     "forty two | cardinal | 42"),
    ("They planted two hundred and fifty thousand seeds.",
     "two hundred and fifty thousand | cardinal | 250000"),
    ("Paint for one million two hundred thousand three hundred and four tiles.",
     "one million two hundred thousand three hundred and four | cardinal | 1200304"),
    ("A million stars, a hundred lamps, hundred candles.", "A million | cardinal | 1000000",
     "a hundred | cardinal | 100", "hundred | cardinal | 100"),
    ("Between one hundred and two hundred boats.", "one hundred | cardinal | 100",
     "two hundred | cardinal | 200"),
    ("Between two hundred and fifty and three hundred boats.",
     "two hundred and fifty | cardinal | 250", "three hundred | cardinal | 300"),
    ("Between one hundred and one thousand sheep.", "one hundred | cardinal | 100",
     "one thousand | cardinal | 1000"),
    ("Two hundred and three hundred are round.", "Two hundred | cardinal | 200",
     "three hundred | cardinal | 300"),
    ("Several thousand and many thousands came.", "Several thousand | magnitude | 1000",
     "many thousands | magnitude | 1000"),
    ("Thousands of ants, tens of thousands of bees.", "Thousands | magnitude | 1000",
     "tens of thousands | magnitude | 10000"),
    ("Hundreds of thousands of seeds in dozens of jars, millions in all.",
     "Hundreds of thousands | magnitude | 100000", "dozens | magnitude | 12",
     "millions | magnitude | 1000000"),
    ("In 2022 thousands came, in 2023 two thousand.", "2022 | cardinal | 2022",
     "thousands | magnitude | 1000", "2023 | cardinal | 2023", "two thousand | cardinal | 2000"),
    ("A dozen eggs, half a dozen pears, three score years.", "A dozen | cardinal | 12",
     "half a dozen | cardinal | 6", "three score | cardinal | 60"),
    ("The final score pleased scores of fans.", "scores | magnitude | 20"),
    ("A couple of chairs and a pair, a couple more.", "A couple of | cardinal | 2",
     "a pair | cardinal | 2", "a couple | cardinal | 2"),
    ("One in five, one out of five, nine of ten, 1 in 5.", "One in five | fraction | 1/5",
     "one out of five | fraction | 1/5", "nine of ten | fraction | 9/10",
     "1 in 5 | fraction | 1/5"),
    ("One in every five, a one-in-ten chance, one in a hundred.",
     "One in every five | fraction | 1/5", "one-in-ten | fraction | 1/10",
     "one in a hundred | fraction | 1/100"),
    ("Two in three days, 54 in 2022, 12 of the 15, 3,470 of 4,121.", "Two | cardinal | 2",
     "three | cardinal | 3", "54 | cardinal | 54", "2022 | cardinal | 2022", "12 | cardinal | 12",
     "15 | cardinal | 15", "3,470 | cardinal | 3470", "4,121 | cardinal | 4121"),
    ("Every fifth seat and every other row.", "Every fifth | fraction | 1/5",
     "every other | fraction | 1/2"),
    ("One-fifth of it, two thirds, three quarters.", "One-fifth | fraction | 1/5",
     "two thirds | fraction | 2/3", "three quarters | fraction | 3/4"),
    ("A third of the pie, a quarter, a third list.", "A third | fraction | 1/3",
     "a quarter | fraction | 1/4", "third | ordinal | 3"),
    ("More than half, half a million, a quarter of a million.", "half | fraction | 1/2",
     "half a million | cardinal | 500000", "a quarter of a million | cardinal | 250000"),
    ("One and a half pies, two and a half million crumbs.", "One and a half | fraction | 3/2",
     "two and a half million | cardinal | 2500000"),
    ("A fivefold rise, an almost ninefold, a five-fold, 5-fold, tenfold one.",
     "fivefold | multiple | 5", "ninefold | multiple | 9", "five-fold | multiple | 5",
     "5-fold | multiple | 5", "tenfold | multiple | 10", "one | cardinal | 1"),
    ("It is double, then doubled, doubling, tripled, quadrupled.", "double | multiple | 2",
     "doubled | multiple | 2", "doubling | multiple | 2", "tripled | multiple | 3",
     "quadrupled | multiple | 4"),
    ("Costs halved once, twice, thrice.", "halved | multiple | 1/2", "once | multiple | 1",
     "twice | multiple | 2", "thrice | multiple | 3"),
    ("Three times higher, 5 times, 1.5 times, 2x, x2, 2-3 times.", "Three times | multiple | 3",
     "5 times | multiple | 5", "1.5 times | multiple | 3/2", "2x | multiple | 2",
     "x2 | multiple | 2", "2-3 times | range | 2 3"),
    ("The first and second rows, the twenty-fifth and hundredth seat.", "first | ordinal | 1",
     "second | ordinal | 2", "twenty-fifth | ordinal | 25", "hundredth | ordinal | 100"),
    ("The two hundredth guest drank four hundredths of a litre, or one hundredth.",
     "two hundredth | ordinal | 200", "four hundredths | fraction | 1/25",
     "one hundredth | fraction | 1/100"),
    ("One of them is one's own; no one and someone else.", "One | cardinal | 1"),
    ("A year has passed; wait for a week, within an hour.", "A year | cardinal | 1",
     "a week | cardinal | 1", "an hour | cardinal | 1"),
    ("An additional month, a day, a year ago, a year's work.", "An additional month | cardinal | 1",
     "a day | cardinal | 1", "a year | cardinal | 1", "a year | cardinal | 1"),
    ("In the year since the flood and the past month, not the month of May.",
     "the year | cardinal | 1", "the past month | cardinal | 1"),
    ("A year and a half, half an hour.", "A year and a half | fraction | 3/2",
     "half an hour | fraction | 1/2"),
    ("A decade passed, then two decades; the decade ended.", "A decade | cardinal | 10",
     "two decades | cardinal | 20"),
    ("A month-long fair in a six-month-long year.", "A month | cardinal | 1", "six | cardinal | 6"),
    ("World War II, Louis XIV, chapter XXI, plan V, I agree, VIX.", "II | roman | 2",
     "XIV | roman | 14", "XXI | roman | 21"),
    ("A single rose, the sole lily, both tulips, neither, none.", "single | cardinal | 1",
     "sole | cardinal | 1", "both | cardinal | 2"),
    ("In the twenties, İzmir had İ 12 trams.", "twenties | label |", "12 | cardinal | 12"),
    ("Two\nhundred, five-\nsix.", "Two | cardinal | 2", "hundred | cardinal | 100",
     "five | cardinal | 5", "six | cardinal | 6"),
    ("Rows 5,10,15 and 1,234,567.89 in all.", "5 | cardinal | 5", "10 | cardinal | 10",
     "15 | cardinal | 15", "1,234,567.89 | cardinal | 123456789/100"),
    ("Nil of twenty-odd thousand kites and 20-plus thousand bees.", "Nil | cardinal | 0",
     "twenty-odd thousand | cardinal | 20000", "20-plus thousand | cardinal | 20000"),
    ("March\t412\t388\t61%", "412 | cardinal | 412", "388 | cardinal | 388", "61% | percent | 61"),
]  # fmt: skip

RUSSIAN: list[Row] = [
    ("В парке 22 000 деревьев и 4\u00a0373 куста.", "22 000 | cardinal | 22000",
     "4\u00a0373 | cardinal | 4373"),
    ("Вода поднялась на 2,5 метра, потом на 1.5.", "2,5 | cardinal | 5/2", "1.5 | cardinal | 3/2"),
    ("Это 89%, 89 процентов, десять процентов.", "89% | percent | 89",
     "89 процентов | percent | 89", "десять процентов | percent | 10"),
    ("Рост на 5 процентных пунктов и на полпроцента.", "5 процентных пунктов | percent | 5",
     "полпроцента | percent | 1/2"),
    ("Испекли 3–5 хлебов, 10-15 тысяч булок, 3—4 торта.", "3–5 | range | 3 5",
     "10-15 тысяч | range | 10000 15000", "3—4 | range | 3 4"),
    ("Это 5-й вагон и 93-я станция.", "5-й | ordinal | 5", "93-я | ordinal | 93"),
    ("Песни 1990-х и 90-х, двери 2-х домов и 5-ти школ.", "1990-х | label |", "90-х | label |",
     "2-х | cardinal | 2", "5-ти | cardinal | 5"),
    ("Продали 49 тысяч книг, 49 тыс. открыток, 1,5 млн марок.", "49 тысяч | cardinal | 49000",
     "49 тыс. | cardinal | 49000", "1,5 млн | cardinal | 1500000"),
    ("Всего 1 млн 200 тысяч и 1 234 567,5.", "1 млн 200 тысяч | cardinal | 1200000",
     "1 234 567,5 | cardinal | 2469135/2"),
    ("Записка от 20.11.2024, 06:24.", "20.11.2024 | date |", "06:24 | time |"),
    ("Самолёт Су-27, дом №337, ст. 337.", "Су-27 | label |", "337 | cardinal | 337",
     "337 | cardinal | 337"),
    ("В 2022–2023 годах, 24 мая 2022 года.", "2022–2023 | range | 2022 2023",
     "24 | cardinal | 24", "2022 | cardinal | 2022"),
    ("Одна сова, двух сов, тремя совами.", "Одна | cardinal | 1", "двух | cardinal | 2",
     "тремя | cardinal | 3"),
    ("Посадили двести пятьдесят тысяч роз.", "двести пятьдесят тысяч | cardinal | 250000"),
    ("Не хватает двух миллионов трёхсот тысяч сорока восьми плиток.",
     "двух миллионов трёхсот тысяч сорока восьми | cardinal | 2300048"),
    ("Прошла двадцать одна тысяча гостей.", "двадцать одна тысяча | cardinal | 21000"),
    ("Двое братьев, троих видели, четверо ушли, семеро спят.", "Двое | cardinal | 2",
     "троих | cardinal | 3", "четверо | cardinal | 4", "семеро | cardinal | 7"),
    ("Первый снег, третьей весной, двадцатого июня.", "Первый | ordinal | 1",
     "третьей | ordinal | 3", "двадцатого | ordinal | 20"),
    ("Двадцать первого мая пришёл сто первый гость.", "Двадцать первого | ordinal | 21",
     "сто первый | ordinal | 101"),
    ("Тысяча девятьсот девяносто первый год, тысячный билет.",
     "Тысяча девятьсот девяносто первый | ordinal | 1991", "тысячный | ordinal | 1000"),
    ("Более половины, половиной, треть, четверти.", "половины | fraction | 1/2",
     "половиной | fraction | 1/2", "треть | fraction | 1/3", "четверти | fraction | 1/4"),
    ("Две трети пирога, три четверти, одна пятая, две пятых.", "Две трети | fraction | 2/3",
     "три четверти | fraction | 3/4", "одна пятая | fraction | 1/5", "две пятых | fraction | 2/5"),
    ("Пятая часть сада, два третьих места.", "Пятая часть | fraction | 1/5",
     "два | cardinal | 2", "третьих | ordinal | 3"),
    ("Полтора литра, полторы тысячи, полтора миллиона.", "Полтора | fraction | 3/2",
     "полторы тысячи | cardinal | 1500", "полтора миллиона | cardinal | 1500000"),
    ("Полмиллиона семян за полгода, полсотни грядок.", "Полмиллиона | cardinal | 500000",
     "полгода | fraction | 1/2", "полсотни | cardinal | 50"),
    ("Два с половиной года, 2 с половиной тысячи.", "Два с половиной | fraction | 5/2",
     "2 с половиной тысячи | cardinal | 2500"),
    ("Вдвое, втрое, вчетверо, впятеро больше.", "Вдвое | multiple | 2", "втрое | multiple | 3",
     "вчетверо | multiple | 4", "впятеро | multiple | 5"),
    ("Дважды и трижды, двукратно, пятикратный, 5-кратный.", "Дважды | multiple | 2",
     "трижды | multiple | 3", "двукратно | multiple | 2", "пятикратный | multiple | 5",
     "5-кратный | multiple | 5"),
    ("В два раза, в 2 раза, в 9 раз, пять раз.", "В два раза | multiple | 2",
     "в 2 раза | multiple | 2", "в 9 раз | multiple | 9", "пять раз | multiple | 5"),
    ("В полтора раза, в 2–3 раза, в три с половиной раза.", "В полтора раза | multiple | 3/2",
     "в 2–3 раза | range | 2 3", "в три с половиной раза | multiple | 7/2"),
    ("Урожай удвоился, удвоение, утроила; утром тихо.", "удвоился | multiple | 2",
     "удвоение | multiple | 2", "утроила | multiple | 3"),
    ("Тысячи муравьёв, десятки тысяч пчёл, сотни мух.", "Тысячи | magnitude | 1000",
     "десятки тысяч | magnitude | 10000", "сотни | magnitude | 100"),
    ("Несколько тысяч, несколько сот, сотни миллионов.", "Несколько тысяч | magnitude | 1000",
     "несколько сот | magnitude | 100", "сотни миллионов | magnitude | 100000000"),
    ("Тысяча ламп, два десятка свечей, три сотни, дюжина.", "Тысяча | cardinal | 1000",
     "два десятка | cardinal | 20", "три сотни | cardinal | 300", "дюжина | cardinal | 12"),
    ("Каждый пятый, каждая вторая, каждый 5-й.", "Каждый пятый | fraction | 1/5",
     "каждая вторая | fraction | 1/2", "каждый 5-й | fraction | 1/5"),
    ("Один из пяти, девять из десяти, двое из трёх.", "Один из пяти | fraction | 1/5",
     "девять из десяти | fraction | 9/10", "двое из трёх | fraction | 2/3"),
    ("Две-три тысячи, пять-шесть роз, два-три десятка.", "Две-три тысячи | range | 2000 3000",
     "пять-шесть | range | 5 6", "два-три десятка | range | 20 30"),
    ("Пятилетний дуб, двадцатипятилетняя липа, двухнедельный.", "Пятилетний | cardinal | 5",
     "двадцатипятилетняя | cardinal | 25", "двухнедельный | cardinal | 2"),
    ("Стотысячный билет, 200-тысячный тираж, десятилетие.", "Стотысячный | cardinal | 100000",
     "200-тысячный | cardinal | 200000", "десятилетие | cardinal | 10"),
    ("Через год, за неделю, год назад, от года до пяти лет.", "год | cardinal | 1",
     "неделю | cardinal | 1", "год | cardinal | 1", "года | cardinal | 1", "пяти | cardinal | 5"),
    ("За последний год, в этом году, каждый год.", "год | cardinal | 1"),
    ("Пара дней, оба брата, единственный дуб, ноль.", "Пара | cardinal | 2",
     "оба | cardinal | 2", "единственный | cardinal | 1", "ноль | cardinal | 0"),
    ("XXI век, ХХ век, Николай II.", "XXI | roman | 21", "ХХ | roman | 20", "II | roman | 2"),
    ("Пе\u0301рвый и ТРЁХ, трех, четве\u0308ртый.", "Пе\u0301рвый | ordinal | 1",
     "ТРЁХ | cardinal | 3", "трех | cardinal | 3", "четве\u0308ртый | ordinal | 4"),
    ("Ни стола, ни пятницы, ни пятна: одновременно и впервые.",),
    ("Два с половиной года назад, 3 года спустя, год назад.",
     "Два с половиной | fraction | 5/2", "3 | cardinal | 3", "год | cardinal | 1"),
    ("20 с лишним тысяч пчёл и пятьдесят с небольшим тысяч ос.",
     "20 с лишним тысяч | cardinal | 20000", "пятьдесят с небольшим тысяч | cardinal | 50000"),
    # With a Latin p and a Latin e.
    ("Т\u0070и сосны, пятьд\u0065сят елей.", "Т\u0070и | cardinal | 3",
     "пятьд\u0065сят | cardinal | 50"),
]  # fmt: skip

UKRAINIAN: list[Row] = [
    ("У парку 22 000 дерев і 4\u00a0373 кущі.", "22 000 | cardinal | 22000",
     "4\u00a0373 | cardinal | 4373"),
    ("Вода піднялася на 2,5 метра.", "2,5 | cardinal | 5/2"),
    ("Це 89%, 89 відсотків, десять відсотків.", "89% | percent | 89",
     "89 відсотків | percent | 89", "десять відсотків | percent | 10"),
    ("Зростання на 5 відсоткових пунктів.", "5 відсоткових пунктів | percent | 5"),
    ("Спекли 3–5 хлібів, 10-15 тисяч булок.", "3–5 | range | 3 5",
     "10-15 тисяч | range | 10000 15000"),
    ("Це 5-й вагон, 2-га станція, 93-тя зупинка.", "5-й | ordinal | 5", "2-га | ordinal | 2",
     "93-тя | ordinal | 93"),
    ("Пісні 1990-х, двері 2-х будинків і 5-ти шкіл.", "1990-х | label |", "2-х | cardinal | 2",
     "5-ти | cardinal | 5"),
    ("Продали 49 тисяч книг, 49 тис. листівок, 1,5 млн марок.", "49 тисяч | cardinal | 49000",
     "49 тис. | cardinal | 49000", "1,5 млн | cardinal | 1500000"),
    ("Записка від 20.11.2024, 06:24.", "20.11.2024 | date |", "06:24 | time |"),
    ("Літак Ан-26, будинок №337, ст. 337.", "Ан-26 | label |", "337 | cardinal | 337",
     "337 | cardinal | 337"),
    ("У 2022–2023 роках, 24 травня 2022 року.", "2022–2023 | range | 2022 2023",
     "24 | cardinal | 24", "2022 | cardinal | 2022"),
    ("Одна сова, двох сов, трьома совами, сімома.", "Одна | cardinal | 1", "двох | cardinal | 2",
     "трьома | cardinal | 3", "сімома | cardinal | 7"),
    ("Посадили двісті п'ятдесят тисяч троянд.", "двісті п'ятдесят тисяч | cardinal | 250000"),
    ("Бракує двох мільйонів трьохсот тисяч сорока восьми плиток.",
     "двох мільйонів трьохсот тисяч сорока восьми | cardinal | 2300048"),
    ("Пройшла двадцять одна тисяча гостей.", "двадцять одна тисяча | cardinal | 21000"),
    ("П'ять, п’ять, пʼять і ПʼЯТЬ.", "П'ять | cardinal | 5", "п’ять | cardinal | 5",
     "пʼять | cardinal | 5", "ПʼЯТЬ | cardinal | 5"),
    ("Двоє братів, троє пішли, четверо сплять, п’ятеро.", "Двоє | cardinal | 2",
     "троє | cardinal | 3", "четверо | cardinal | 4", "п’ятеро | cardinal | 5"),
    ("Перший сніг, третьої весни, двадцятого червня.", "Перший | ordinal | 1",
     "третьої | ordinal | 3", "двадцятого | ordinal | 20"),
    ("Двадцять першого травня прийшов сто перший гість.", "Двадцять першого | ordinal | 21",
     "сто перший | ordinal | 101"),
    ("Тисяча дев'ятсот дев'яносто перший рік.",
     "Тисяча дев'ятсот дев'яносто перший | ordinal | 1991"),
    ("Понад половину, третина, чверті, половиною.", "половину | fraction | 1/2",
     "третина | fraction | 1/3", "чверті | fraction | 1/4", "половиною | fraction | 1/2"),
    ("Дві третини пирога, три чверті, одна п'ята, дві п'ятих.", "Дві третини | fraction | 2/3",
     "три чверті | fraction | 3/4", "одна п'ята | fraction | 1/5",
     "дві п'ятих | fraction | 2/5"),
    ("П'ята частина саду.", "П'ята частина | fraction | 1/5"),
    ("Півтора літра, півтори тисячі, півтора мільйона.", "Півтора | fraction | 3/2",
     "півтори тисячі | cardinal | 1500", "півтора мільйона | cardinal | 1500000"),
    ("Пів мільйона насінин, півмільйона, півроку, пів року.", "Пів мільйона | cardinal | 500000",
     "півмільйона | cardinal | 500000", "півроку | fraction | 1/2", "пів року | fraction | 1/2"),
    ("Два з половиною роки, 2 з половиною тисячі.", "Два з половиною | fraction | 5/2",
     "2 з половиною тисячі | cardinal | 2500"),
    ("Вдвічі, удвічі, втричі, вчетверо більше.", "Вдвічі | multiple | 2", "удвічі | multiple | 2",
     "втричі | multiple | 3", "вчетверо | multiple | 4"),
    ("Двічі й тричі, п’ятикратний, 5-кратний.", "Двічі | multiple | 2", "тричі | multiple | 3",
     "п’ятикратний | multiple | 5", "5-кратний | multiple | 5"),
    ("У два рази, у 2 рази, в 9 разів, п'ять разів.", "У два рази | multiple | 2",
     "у 2 рази | multiple | 2", "в 9 разів | multiple | 9", "п'ять разів | multiple | 5"),
    ("У півтора раза, у 2–3 рази.", "У півтора раза | multiple | 3/2", "у 2–3 рази | range | 2 3"),
    ("Урожай подвоїв, подвоєння, потроїлася; подвір'я.", "подвоїв | multiple | 2",
     "подвоєння | multiple | 2", "потроїлася | multiple | 3"),
    ("Тисячі мурах, десятки тисяч бджіл, сотні мух.", "Тисячі | magnitude | 1000",
     "десятки тисяч | magnitude | 10000", "сотні | magnitude | 100"),
    ("Кілька тисяч, декілька сотень, сотні мільйонів.", "Кілька тисяч | magnitude | 1000",
     "декілька сотень | magnitude | 100", "сотні мільйонів | magnitude | 100000000"),
    ("Тисяча ламп, два десятки свічок, три сотні, дюжина.", "Тисяча | cardinal | 1000",
     "два десятки | cardinal | 20", "три сотні | cardinal | 300", "дюжина | cardinal | 12"),
    ("Кожен п'ятий, кожна друга, кожен 5-й.", "Кожен п'ятий | fraction | 1/5",
     "кожна друга | fraction | 1/2", "кожен 5-й | fraction | 1/5"),
    ("Один із п'яти, один з п’яти, дев'ять із десяти.", "Один із п'яти | fraction | 1/5",
     "один з п’яти | fraction | 1/5", "дев'ять із десяти | fraction | 9/10"),
    ("Дві-три тисячі, п'ять-шість троянд.", "Дві-три тисячі | range | 2000 3000",
     "п'ять-шість | range | 5 6"),
    ("П'ятирічний дуб, двадцятип'ятирічна липа, двотижневий.", "П'ятирічний | cardinal | 5",
     "двадцятип'ятирічна | cardinal | 25", "двотижневий | cardinal | 2"),
    ("Стотисячний квиток, 200-тисячний наклад, десятиліття.", "Стотисячний | cardinal | 100000",
     "200-тисячний | cardinal | 200000", "десятиліття | cardinal | 10"),
    ("18-річний клен, перше півріччя, двадцятеро.", "18 | cardinal | 18", "перше | ordinal | 1",
     "півріччя | fraction | 1/2", "двадцятеро | cardinal | 20"),
    ("Через рік, за тиждень, рік тому, від року до п'яти.", "рік | cardinal | 1",
     "тиждень | cardinal | 1", "рік | cardinal | 1", "року | cardinal | 1", "п'яти | cardinal | 5"),
    ("Пара днів, обидва брати, єдиний дуб, нуль.", "Пара | cardinal | 2", "обидва | cardinal | 2",
     "єдиний | cardinal | 1", "нуль | cardinal | 0"),
    ("XXI століття, ХХ століття, Папа Іван ХХІІІ.", "XXI | roman | 21",
     "століття | cardinal | 100", "ХХ | roman | 20", "століття | cardinal | 100",
     "ХХІІІ | roman | 23"),
    ("Ні столу, ні сім'ї: одночасно й уперше.",),
    ("Південний ліс, південніше: ш\u0069сть дубів, кількасот кленів і кільканадцять лип.",
     "ш\u0069сть | cardinal | 6", "кількасот | magnitude | 100", "кільканадцять | magnitude | 10"),
    ("Двадцять з гаком тисяч бджіл, півтора року тому.",
     "Двадцять з гаком тисяч | cardinal | 20000", "півтора | fraction | 3/2"),
]  # fmt: skip

ROWS = [
    (language, *row)
    for language, rows in (("en", ENGLISH), ("ru", RUSSIAN), ("uk", UKRAINIAN))
    for row in rows
]


def read(text: str, language: str) -> list[str]:
    return [
        f"{number.text} | {number.form} | {' '.join(map(str, number.values))}".rstrip()
        for number in find_numbers(text, language)
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}: {row[1][:40]}")
def test_every_number_of_a_sentence_is_found_with_its_form_and_value(row: tuple[str, ...]) -> None:
    language, sentence, *expected = row
    assert read(sentence, language) == expected


# Declined as in a grammar, independently of the stems and endings of the data files.
DECLINED = {
    "ru": {
        1: "один одного одному одним одном одна одной одну одною одно одни одних одними",
        2: "два две двух двум двумя",
        4: "четыре четырёх четырем четырьмя",
        5: "пять пяти пятью",
        8: "восемь восьми восемью восьмью",
        40: "сорок сорока",
        80: "восемьдесят восьмидесяти восемьюдесятью",
        90: "девяносто девяноста",
        200: "двести двухсот двумстам двумястами двухстах",
        500: "пятьсот пятисот пятистам пятьюстами пятистах",
        1000: "тысяча тысячу тысячей тысячью тысяче",
        1000000: "миллион миллиона миллиону миллионом миллионе",
    },
    "uk": {
        1: "один одного одному одним одна однієї одній одну однією одне одні одних одними",
        2: "два дві двох двом двома",
        4: "чотири чотирьох чотирьом чотирма",
        6: "шість шести шістьох шістьом шістьма шістьома",
        8: "вісім восьми вісьмох вісьмом вісьма вісьмома",
        40: "сорок сорока",
        70: "сімдесят сімдесяти сімдесятьох сімдесятьом сімдесятьма",
        90: "дев'яносто дев’яноста",
        200: "двісті двохсот двомстам двомастами двохстах",
        500: "п'ятсот п'ятисот п'ятистам п'ятьмастами п'ятистах",
        1000: "тисяча тисячу тисячею",
        1000000: "мільйон мільйона мільйону мільйоном мільйоні",
    },
}
ORDINALS = {
    "ru": {
        2: "второй вторая второе вторые второго второму вторую вторым втором вторых вторыми",
        3: "третий третья третье третьи третьего третьей третьему третью третьим третьем третьих",
        12: "двенадцатый двенадцатая двенадцатого двенадцатую двенадцатых",
        40: "сороковой сороковая сорокового сороковую",
        300: "трёхсотый трехсотая трёхсотого",
    },
    "uk": {
        1: "перший перша перше перші першого першої першому першій першу першим першою перших",
        3: "третій третя третє треті третього третьої третьому третю третім третьою третіх третіми",
        7: "сьомий сьома сьоме сьомого сьомої сьому сьомим",
        40: "сороковий сорокова сорокового",
        300: "трьохсотий трьохсота трьохсотого",
    },
}


@pytest.mark.parametrize(
    ("language", "form", "value", "word"),
    [
        (language, form, value, word)
        for form, table in (("cardinal", DECLINED), ("ordinal", ORDINALS))
        for language, numbers in table.items()
        for value, words in numbers.items()
        for word in words.split()
    ],
)
def test_every_case_and_gender_of_a_numeral_is_known(
    language: str, form: str, value: int, word: str
) -> None:
    assert read(word, language) == [f"{word} | {form} | {value}"]


def test_an_unknown_language_is_named_with_the_known_ones() -> None:
    with pytest.raises(KgError, match=r"'de'.*en, ru, uk"):
        find_numbers("zwei", "de")


LANGUAGES = st.sampled_from(["en", "ru", "uk"])
# Pieces that mean something to the reader of numbers, to be shuffled among arbitrary characters.
PIECES = """
0 5 22 2022 300 , . : / - – — % + ' ’ $ € № ½ Ⅻ ² ¹ ① ٣ ５ x s th -й k T F- a the year one two
hundred and half third of in times between fold million тысяч пять раза в из каждый тис. рік п'ять
із пів два
"""
SPACES_AND_SPECIALS = [" ", "\n", "\u00a0", "\u0301", "İ", "ß", "\u00ad"]
TEXTS = st.lists(
    st.sampled_from([*PIECES.split(), *SPACES_AND_SPECIALS]) | st.characters(codec="utf-8"),
    max_size=40,
).map("".join)


@given(TEXTS, LANGUAGES)
def test_spans_are_exact_ordered_and_disjoint(text: str, language: str) -> None:
    behind = 0
    for number in find_numbers(text, language):
        assert behind <= number.start < number.end <= len(text)
        assert text[number.start : number.end] == number.text
        behind = number.end


@given(TEXTS, LANGUAGES)
def test_no_digit_is_missed_and_no_run_of_digits_is_split(text: str, language: str) -> None:
    owner = {
        position: number.start
        for number in find_numbers(text, language)
        for position in range(number.start, number.end)
    }
    for position, char in enumerate(text):
        if char.isdigit():
            assert position in owner
            if position and text[position - 1].isdigit():
                assert owner[position] == owner[position - 1]


@given(TEXTS, LANGUAGES)
def test_a_number_has_the_values_that_its_form_promises(text: str, language: str) -> None:
    for number in find_numbers(text, language):
        if number.form in ("date", "time", "label"):
            assert number.values == ()
        elif number.form == "range":
            assert number.values[0] < number.values[1]
        else:
            assert len(number.values) == 1
        assert all(isinstance(value, Fraction) for value in number.values)


@given(TEXTS, st.sampled_from(ROWS), TEXTS)
def test_the_lines_around_a_sentence_do_not_change_its_numbers(
    before: str, row: tuple[str, ...], behind: str
) -> None:
    language, sentence, *_ = row
    text = f"{before}\n{sentence}\n{behind}"
    first, last = len(before) + 1, len(before) + 1 + len(sentence)
    found = [n for n in find_numbers(text, language) if first <= n.start and n.end <= last]
    assert [(n.start - first, n.text, n.form, n.values) for n in found] == [
        (n.start, n.text, n.form, n.values) for n in find_numbers(sentence, language)
    ]


# What a reader finds, but for the numbers that are withheld for privacy: those are compared with
# the lock files by position alone, so that they stand nowhere in the project.
IN_THE_TEXTS = {
    "alexeev-survival-and-revolution": """
        Thousands; 3,000+; 2022; 11,000+; II; hundreds of thousands; once
    """,
    "daily-digest-crisis-in-the-ranks": """
        three; first; six; 2023; 2076; double; 2022; three times; 2021; one; One; 2022;
        first; five; 2022; 2022; 2023; doubled; 577; 2023; 89%; 2023
    """,
    "kontur-2025-06-09": """
        300; 300; tens of thousands; 49,000; 2022; 20; fourth; 26,000; two; second; 500s; second;
        500s; 36,000; 500s; 500s; 50,000; II; a million; 25; 200,000; 1,000; once; half; 2022;
        doubled; 10
    """,
    "moscow-times-2023-12-05": """
        89%; doubled; 577; 89%; 305; 1,000; half; 218; 54; 175; A year; 22,000; the year;
        one in five; 200; 3-5; 4,121; 3,470; one; one; five; two; both; $2; Once
    """,
    "newsmax-2024-03-20": """
        20; 2024; 06:24 PM; 2022; 2023; 4,373; fivefold; 887; ninefold; 527; 2021; the year; 2023;
        289; nine; five; 129; 31; two; three; seven; 433,090; 2025; 408; 2024-24-20; 20; 2024;
        06:24 PM; 2025; 2025
    """,
}


@pytest.mark.parametrize("slug", IN_THE_TEXTS)
def test_what_a_reader_finds_in_the_source_texts_is_found(
    slug: str, source_texts: dict[str, str], root: Path
) -> None:
    source = read_yaml(root / "graph" / "sources" / f"{slug}.yaml", slug).value
    rows = (root / "graph" / "locks" / f"{slug}.lock").read_text(encoding="utf-8").splitlines()
    locked = [json.loads(row) for row in rows if row.startswith('{"number"')]
    found = find_numbers(source_texts[source["file"]])
    assert [[n.start, n.end] for n in found] == [row["number"] for row in locked]
    withheld = {tuple(row["number"]) for row in locked if row["as"] is None}
    shown = [number.text for number in found if (number.start, number.end) not in withheld]
    assert shown == [token.strip() for token in IN_THE_TEXTS[slug].split(";")]
