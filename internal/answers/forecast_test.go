package answers

import (
	"ebb"
	"ebb/feature/forecast"
	"ebb/tie"
)

var forecastAnswers = []answer{
	{
		"tie.Forecast.About tie.Forecast.Words tie.Forecast.Chance tie.Forecast.By tie.Forecast.Hope tie.Forecast.Base",
		[]ebb.Event{with(0, forecast.Made, forecast.Forecast{About: forecast.Own, Words: "fo1", Chance: 35, By: "2026-11-25", Hope: tie.Yes, Base: &seven})},
		3 * 24 * at, "/decide/outlook/guess", "fo1 | You said 35 %, by 25 November 2026, and you hoped for it. | then: 7 in 100 | Its day is here.",
	},
	{
		"tie.ForecastResult.Came", []ebb.Event{known(0, forecast.Made, forecast.Forecast{About: "write", Chance: 40, By: "2026-11-22"}), with(1, forecast.Came, forecast.Result{Of: one, Came: tie.Yes})},
		at, "/decide/outlook/guess", "They write to me | It came. | 0.36",
	},
}
