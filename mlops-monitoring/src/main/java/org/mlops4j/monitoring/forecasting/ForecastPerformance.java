// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.forecasting;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.Predictions;

/**
 * How good forecasts of one series were. Points are in the order of time; intervals allow for errors that are alike
 * because the forecasts overlap, see {@link Estimate#meanOfSeries}. Without points everything is undefined.
 *
 * @param points with a forecast and a truth
 * @param skipped points without
 * @param horizon how many steps ahead the forecasts were made
 * @param mae the mean absolute error
 * @param rmse the root of the mean squared error; the interval of the mean square, mapped by the root
 * @param bias the mean of forecast minus truth
 * @param mape the mean absolute error as a share of the truth (0.1, not 10 %); undefined if a truth is 0
 * @param smape the mean of twice the absolute error over the sum of the absolute values of forecast and truth, from 0
 *     to 2; a point at which both are 0 counts as 0
 * @param wape the sum of the absolute errors over the sum of the absolute truths; interval by the delta method;
 *     undefined if all truths are 0
 */
public record ForecastPerformance(
        long points,
        long skipped,
        int horizon,
        Estimate mae,
        Estimate rmse,
        Estimate bias,
        Estimate mape,
        Estimate smape,
        Estimate wape) {

    /**
     * {@return the performance of forecasts}
     *
     * @param points forecasts and truths in the order of time
     * @param horizon how many steps ahead the forecasts were made, from 1
     */
    public static ForecastPerformance of(Predictions points, int horizon) {
        double[] absolute = points.losses((forecast, truth) -> Math.abs(forecast - truth));
        return new ForecastPerformance(
                points.rows(),
                points.skipped(),
                horizon,
                positive("mae", absolute, horizon),
                root(positive("rmse", Arrays.stream(absolute).map(e -> e * e).toArray(), horizon)),
                Estimate.meanOfSeries("bias", points.losses((forecast, truth) -> forecast - truth), horizon),
                mape(points, horizon),
                positive("smape", points.losses(ForecastPerformance::symmetric), horizon),
                wape(points, absolute, horizon));
    }

    /**
     * {@return the mean absolute scaled error: the mean absolute error over that of repeating the value of one season
     * ago in the history} (R. J. Hyndman and A. B. Koehler, 2006.) Less than 1 is better than that naive forecast.
     * Undefined if the history has no more points than a season or repeats itself exactly.
     *
     * @param points forecasts and truths in the order of time
     * @param horizon how many steps ahead the forecasts were made, from 1
     * @param history the series that the model was trained on, in the order of time; finite
     * @param season after how many points the series repeats, 1 if it does not
     */
    public static Estimate mase(Predictions points, int horizon, double[] history, int season) {
        if (season < 1) {
            throw new InvalidException("a season is 1 point or more, was " + season);
        }
        if (history.length <= season) {
            return Estimate.undefined(
                    "mase", points.rows(), "the history has no more than the " + season + " points of a season");
        }
        double sum = 0;
        for (int i = season; i < history.length; i++) {
            sum += Math.abs(history[i] - history[i - season]);
        }
        double scale = sum / (history.length - season);
        return scale == 0
                ? Estimate.undefined("mase", points.rows(), "the history repeats itself exactly")
                : positive("mase", points.losses((forecast, truth) -> Math.abs(forecast - truth) / scale), horizon);
    }

    /**
     * {@return the mean of the {@linkplain Predictions#quantileLosses pinball losses} of forecasts of a quantile}
     *
     * @param points forecasts and truths in the order of time
     * @param horizon how many steps ahead the forecasts were made, from 1
     * @param quantile between 0 and 1
     */
    public static Estimate pinballLoss(Predictions points, int horizon, double quantile) {
        return positive("pinballLoss", points.quantileLosses(quantile), horizon);
    }

    /** {@return all metrics in a fixed order} */
    public List<Estimate> estimates() {
        return List.of(mae, rmse, bias, mape, smape, wape);
    }

    /** {@return the metric of a name, such as {@code smape}, if there is one} */
    public Optional<Estimate> find(String metric) {
        return estimates().stream().filter(e -> e.metric().equals(metric)).findFirst();
    }

    /** {@return the form for machines} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("points", points)
                .with("skipped", skipped)
                .with("horizon", horizon)
                .with("estimates", Estimate.documents(estimates()));
    }

    private static Estimate positive(String metric, double[] losses, int horizon) {
        return Estimate.meanOfSeries(metric, losses, horizon).within(0, Double.POSITIVE_INFINITY);
    }

    private static Estimate root(Estimate square) {
        return new Estimate(
                square.metric(),
                Math.sqrt(square.value()),
                Math.sqrt(square.low()),
                Math.sqrt(square.high()),
                square.rows(),
                square.reason());
    }

    private static Estimate mape(Predictions points, int horizon) {
        double[] losses = points.losses((forecast, truth) -> Math.abs(forecast - truth) / Math.abs(truth));
        return Arrays.stream(losses).allMatch(Double::isFinite)
                ? positive("mape", losses, horizon)
                : Estimate.undefined("mape", points.rows(), "a truth is 0");
    }

    private static double symmetric(double forecast, double truth) {
        double error = Math.abs(forecast - truth);
        return error == 0 ? 0 : 2 * error / (Math.abs(forecast) + Math.abs(truth));
    }

    private static Estimate wape(Predictions points, double[] absolute, int horizon) {
        double[] truths = points.losses((forecast, truth) -> Math.abs(truth));
        double size = Arrays.stream(truths).sum();
        if (size == 0) {
            return Estimate.undefined(
                    "wape", points.rows(), points.rows() == 0 ? "there are no rows" : "all truths are 0");
        }
        double ratio = Arrays.stream(absolute).sum() / size;
        double scale = size / truths.length;
        double[] linear = new double[truths.length];
        Arrays.setAll(linear, i -> ratio + (absolute[i] - ratio * truths[i]) / scale);
        return positive("wape", linear, horizon);
    }
}
