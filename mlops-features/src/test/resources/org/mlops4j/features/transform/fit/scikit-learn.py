# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the reference values of TransformReferenceTest: python3 scikit-learn.py > scikit-learn.properties"""
import sys

import numpy
import scipy
import sklearn
from scipy import stats
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import (KBinsDiscretizer, MaxAbsScaler, MinMaxScaler, OneHotEncoder, OrdinalEncoder,
                                   PolynomialFeatures, PowerTransformer, QuantileTransformer, RobustScaler,
                                   SplineTransformer, StandardScaler, TargetEncoder)

random = numpy.random.default_rng(7)
x = numpy.round(random.gamma(2.0, 3.0, 80) - 2.0, 1)
x[[5, 17]] = numpy.nan
positive = numpy.round(random.lognormal(0.5, 0.9, 80), 3)
a = random.normal(0.0, 2.0, 80)
b = 0.7 * a + random.normal(0.0, 1.0, 80)
c = a - 0.2 * b + random.normal(5.0, 0.5, 80)
category = random.choice(["ash", "birch", "cedar", "fir", "Zelkova", "ä"], 80, p=[0.3, 0.25, 0.2, 0.15, 0.06, 0.04])
target = (random.random(80) < numpy.where(category == "ash", 0.8, 0.3)).astype(float)
probe = numpy.concatenate([x[~numpy.isnan(x)], [-50.0, 99.0], numpy.linspace(-3.0, 20.0, 47)])


def show(name, values):
    print(name + " = " + " ".join(repr(float(v)) for v in numpy.ravel(values)))


def column(values):
    return numpy.asarray(values).reshape(-1, 1)


def fitted(name, transformer, train, rows):
    show(name, transformer.fit(column(train)).transform(column(rows)))


print(f"# scikit-learn.py with scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, "
      f"NumPy {numpy.__version__}; rows of matrices one after another")
for name, values in [("x", x), ("positive", positive), ("a", a), ("b", b), ("c", c), ("target", target),
                     ("probe", probe)]:
    show(name, values)
print("category = " + " ".join(v.replace("ä", "\\u00e4") for v in category))
holed = numpy.concatenate([probe, [numpy.nan]])
for strategy, name in [("mean", "mean"), ("median", "median"), ("most_frequent", "mode")]:
    fitted("impute." + name, SimpleImputer(strategy=strategy), x, holed)
fitted("scale.standard", StandardScaler(), x, probe)
fitted("scale.min_max", MinMaxScaler(), x, probe)
fitted("scale.max_abs", MaxAbsScaler(), x, probe)
fitted("scale.robust", RobustScaler(), x, probe)
known = x[~numpy.isnan(x)]
show("winsorize", numpy.clip(probe, *numpy.quantile(known, [0.05, 0.9])))
fitted("quantile.uniform", QuantileTransformer(n_quantiles=20), x, probe)
fitted("quantile.normal", QuantileTransformer(n_quantiles=20, output_distribution="normal"), x, probe)
fitted("power.yeo_johnson", PowerTransformer(standardize=False), x, probe)
fitted("power.box_cox", PowerTransformer(method="box-cox", standardize=False), positive, positive)
fitted("bins.equal_width", KBinsDiscretizer(n_bins=6, encode="ordinal", strategy="uniform"), known, probe)
fitted("bins.equal_share", KBinsDiscretizer(n_bins=6, encode="ordinal", strategy="quantile",
                                           quantile_method="linear"), known, probe)
for degree in [1, 2, 3]:
    fitted(f"spline.uniform.{degree}", SplineTransformer(n_knots=5, degree=degree), a, probe)
    fitted(f"spline.quantile.{degree}", SplineTransformer(n_knots=5, degree=degree, knots="quantile"), a, probe)
rows = numpy.column_stack([a, b, c])
show("polynomial.all", PolynomialFeatures(degree=3, include_bias=False).fit_transform(rows))
show("polynomial.interactions",
     PolynomialFeatures(degree=3, include_bias=False, interaction_only=True).fit_transform(rows))
pca = PCA(n_components=3).fit(rows)
signs = numpy.sign(pca.components_[numpy.arange(3), numpy.argmax(numpy.abs(pca.components_), axis=1)])
show("principal_components", (pca.transform(rows) * signs)[:, :2])
unseen = numpy.concatenate([category, ["oak"]])
fitted("ordinal", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), category, unseen)
show("one_hot", OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(column(category))
     .transform(column(unseen)))
show("target_encoding", TargetEncoder(target_type="continuous", smooth=4.0).fit(column(category), target)
     .transform(column(unseen)))
shares = numpy.concatenate([numpy.linspace(1e-7, 1 - 1e-7, 101), [1e-6, 1e-4, 0.0749, 0.0751, 0.9251]])
show("shares", shares)
show("normal_quantile", stats.norm.ppf(shares))
sys.stdout.flush()
