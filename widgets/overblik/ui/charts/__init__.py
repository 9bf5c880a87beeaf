"""Charts for the pages: what each asks, answers in words, lists in a table and gives to draw."""

from overblik.ui.charts.chart import Chart as Chart
from overblik.ui.charts.history import HistoryWords as HistoryWords
from overblik.ui.charts.history import history_chart as history_chart
from overblik.ui.charts.labs import labs_chart as labs_chart
from overblik.ui.charts.ratings import ratings_chart as ratings_chart
from overblik.ui.charts.workload import workload_chart as workload_chart
