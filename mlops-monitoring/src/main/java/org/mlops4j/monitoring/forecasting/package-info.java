/**
 * How good forecasts of a series were. Errors of forecasts that overlap are alike, so intervals are wider than those of
 * as many rows by themselves. Start with {@link org.mlops4j.monitoring.forecasting.ForecastPerformance}; forecasts of
 * two models are compared by {@link org.mlops4j.monitoring.performance.PairedComparison#series}.
 */
@NullMarked
package org.mlops4j.monitoring.forecasting;

import org.jspecify.annotations.NullMarked;
