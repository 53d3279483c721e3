// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.function.DoubleUnaryOperator;
import org.mlops4j.features.Expression;
import org.mlops4j.features.Expression.Constant;
import org.mlops4j.features.transform.PowerTransform;
import org.mlops4j.features.transform.PowerTransform.Family;

/**
 * Finds the power of the greatest likelihood. All sums run over sorted numbers, so the order of rows does not matter.
 */
/*
 * Given λ, the likelihood of a normal distribution is greatest at mean and variance v of the transformed numbers y, where
 * its logarithm is -n/2 log v plus the logarithm of the derivative of y: Box and Cox 1964, equation 8; Yeo and Johnson
 * 2000, equation 3.2. It has one maximum for all but odd data, which golden section finds: J. Kiefer, 1953.
 */
final class PowerFit {

    private static final double GREATEST_POWER = 10;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int SECTIONS = 56;
    // The formulas cancel near their limits: there the limit itself is the better answer.
    private static final double NEAR = 1e-6;

    private PowerFit() {}

    static void fit(PowerTransform transform, Steps steps) {
        Numbers numbers = steps.numbers();
        boolean boxCox = transform.family() == Family.BOX_COX;
        if (boxCox && numbers.least() <= 0) {
            throw steps.refused(
                    steps.input(), "Box-Cox needs positive numbers, has " + numbers.least() + "; use Yeo-Johnson");
        }
        double power = numbers.isConstant() ? 1 : power(numbers.sorted(), transform.family());
        steps.result(boxCox ? boxCox(steps.x(), power) : yeoJohnson(steps.x(), power));
    }

    private static Expression boxCox(Expression x, double power) {
        return Expression.call("case", x.le(0), new Constant(Double.NaN), raised(x, power));
    }

    private static Expression yeoJohnson(Expression x, double power) {
        return Expression.call(
                "case", x.lt(0), raised(new Constant(1).minus(x), 2 - power).then("negate"), raised(x.plus(1), power));
    }

    /** {@return (x^power - 1) / power, or its limit log x} */
    private static Expression raised(Expression x, double power) {
        return Math.abs(power) < NEAR
                ? x.then("log")
                : x.then("pow", new Constant(power)).minus(1).dividedBy(power);
    }

    private static double power(double[] sorted, Family family) {
        double[] logs = new double[sorted.length];
        double slope = 0;
        for (int i = 0; i < logs.length; i++) {
            logs[i] = family == Family.BOX_COX ? StrictMath.log(sorted[i]) : StrictMath.log1p(Math.abs(sorted[i]));
            slope += sorted[i] < 0 ? -logs[i] : logs[i];
        }
        double derivative = slope;
        boolean mirrored = family == Family.YEO_JOHNSON;
        double[] transformed = new double[sorted.length];
        return greatest(power -> {
            for (int i = 0; i < logs.length; i++) {
                transformed[i] = mirrored && sorted[i] < 0 ? -raised(logs[i], 2 - power) : raised(logs[i], power);
            }
            double variance = variance(transformed);
            // So small a variance is that of rounding.
            return variance >= Double.MIN_NORMAL
                    ? (power - 1) * derivative - 0.5 * logs.length * StrictMath.log(variance)
                    : Double.NEGATIVE_INFINITY;
        });
    }

    /** {@return (x^power - 1) / power for the logarithm of x, precise for any power} */
    private static double raised(double log, double power) {
        return power == 0 ? log : StrictMath.expm1(power * log) / power;
    }

    private static double variance(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        double mean = sum / numbers.length;
        double squares = 0;
        for (double number : numbers) {
            squares += (number - mean) * (number - mean);
        }
        return squares / numbers.length;
    }

    private static double greatest(DoubleUnaryOperator likelihood) {
        double low = -GREATEST_POWER;
        double high = GREATEST_POWER;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = likelihood.applyAsDouble(left);
        double atRight = likelihood.applyAsDouble(right);
        for (int i = 0; i < SECTIONS; i++) {
            if (atLeft >= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = likelihood.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = likelihood.applyAsDouble(right);
            }
        }
        return (low + high) / 2;
    }
}
