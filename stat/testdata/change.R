# Reference numbers for change_test.go, ratio_test.go and periods_test.go.
# Run: Rscript stat/testdata/change.R > stat/testdata/change.json
# Made with R 4.2.2, survival 3.5-3, MASS 7.3-58.2, strucchange 1.5-3 and boot 1.3-28.
suppressMessages({ library(survival); library(MASS); library(strucchange); library(boot) })

num <- function(x) ifelse(is.na(x) | is.infinite(x), "null", formatC(x, digits = 12, format = "g"))
arr <- function(x) paste0("[", paste(num(x), collapse = ","), "]")
row <- function(...) cat(sprintf(...))
sep <- function(i) if (i > 1) cat(",\n")

set.seed(11)
coal_years <- as.integer(table(factor(floor(coal$date), levels = 1851:1962)))
wild <- rnbinom(60, size = 4, mu = rep(c(9, 4, 8), c(25, 15, 20)))
busy <- c(318, 251, 402, 290, 365, 180, 333, 297, 410, 262, 305, 351, 150, 98, 201, 122, 143, 87, 190, 130, 111, 160, 99, 138, 170, 125)
n <- rpois(80, 9); k <- rbinom(80, n, rep(c(0.55, 0.25), c(50, 30))); n[c(7, 8, 60)] <- 0; k[c(7, 8, 60)] <- 0

# The exact optimal partition, by dynamic programming over every pair of ends.
xlogx <- function(x) ifelse(x > 0, x * log(x), 0)
poisson_cost <- function(y) function(i, j) { s <- sum(y[i:j]); if (s == 0) 0 else -2 * (s * log(s / (j - i + 1))) }
share_cost <- function(k, n) function(i, j) { a <- sum(k[i:j]); b <- sum(n[i:j]); -2 * (xlogx(a) + xlogx(b - a) - xlogx(b)) }
partition <- function(cost, weeks, phi, penalty, least = 8) {
  best <- c(0, rep(Inf, weeks)); from <- integer(weeks + 1)
  for (j in least:weeks) for (i in c(0, if (j - least >= least) least:(j - least))) {
    v <- best[i + 1] + cost(i + 1, j) / phi + (i > 0) * penalty
    if (v < best[j + 1]) { best[j + 1] <- v; from[j + 1] <- i }
  }
  cuts <- weeks; while (cuts[1] > 0) cuts <- c(from[cuts[1] + 1], cuts)
  list(cuts = cuts, cost = best[weeks + 1])
}
cat('{"partitions":[\n')
i <- 0
for (s in list(list("coal", coal_years, NULL, 1, 2), list("coal", coal_years, NULL, 1, 3), list("wild", wild, NULL, 2.5, 3),
  list("wild", wild, NULL, 1, 2), list("shares", k, n, 1.4, 3), list("shares", k, n, 1, 1))) {
  i <- i + 1; sep(i)
  weeks <- length(s[[2]])
  p <- partition(if (is.null(s[[3]])) poisson_cost(s[[2]]) else share_cost(s[[2]], s[[3]]), weeks, s[[4]], s[[5]] * log(weeks))
  row('{"name":"%s","k":%s,"n":%s,"phi":%s,"penalty":%s,"cuts":%s,"cost":%s}', s[[1]], arr(s[[2]]),
    if (is.null(s[[3]])) "null" else arr(s[[3]]), num(s[[4]]), num(s[[5]] * log(weeks)), arr(p$cuts), num(p$cost))
}

# With squares for its cost, this search finds what strucchange finds.
squares <- function(y) function(i, j) sum((y[i:j] - mean(y[i:j]))^2)
for (y in list(coal_years, wild)) {
  own <- partition(squares(y), length(y), 1, 45)$cuts
  stopifnot(length(own) > 2, own[2:(length(own) - 1)] == breakpoints(breakpoints(y ~ 1, h = 8), breaks = length(own) - 2)$breakpoints)
}

# Quasi-Poisson with t limits; the plain dispersion, and the lag-1
# correlation of Pearson's residuals that widens it. Then the negative binomial.
cat('\n],\n"ratios":[\n')
rates <- list(list(c(8, 11, 3, 9, 14, 6, 2, 12), c(5, 1, 7, 2)), list(rnbinom(26, 4, mu = 8), rnbinom(26, 4, mu = 4)),
  list(c(1, 0, 2, 0, 4, 0, 0, 3, 1), c(0, 2, 0, 0, 5)), list(rnbinom(70, 3, mu = 9), rnbinom(34, 3, mu = 9)))
i <- 0
for (r in rates) {
  i <- i + 1; sep(i)
  y <- c(r[[1]], r[[2]]); x <- rep(0:1, c(length(r[[1]]), length(r[[2]])))
  fit <- glm(y ~ x, family = quasipoisson)
  s <- summary(fit); e <- residuals(fit, "pearson")
  est <- s$coef[2, 1]; se <- s$coef[2, 2]; t <- qt(0.975, fit$df.residual)
  nb <- suppressWarnings(glm.nb(y ~ x))
  row('{"before":%s,"after":%s,"phi":%s,"lag1":%s,"ratio":%s,"low":%s,"high":%s,"p":%s,"nbratio":%s,"nbse":%s}', arr(r[[1]]), arr(r[[2]]),
    num(s$dispersion), num(sum(e[-1] * e[-length(e)]) / sum(e^2)), num(exp(est)), num(exp(est - t * se)), num(exp(est + t * se)),
    num(s$coef[2, 4]), num(exp(coef(nb)[[2]])), num(summary(nb)$coef[2, 2]))
}

# The posterior of a single change, by integrating the powered likelihood. The
# prior of a rate is exponential, with the mean of all weeks.
cat('\n],\n"bands":[\n')
i <- 0
for (b in list(list(coal_years, NULL, 1), list(wild[1:40], NULL, 2.2), list(busy, NULL, 40), list(k, n, 1.5))) {
  i <- i + 1; sep(i)
  y <- b[[1]]; m <- b[[2]]; phi <- b[[3]]; weeks <- length(y); mu <- mean(y)
  logs <- function(f, at) { # the log of an integral over one level, about its peak
    top <- f(at); log(integrate(function(v) exp(f(v) - top), 0, at, rel.tol = 1e-10)$value +
      integrate(function(v) exp(f(v) - top), at, if (is.null(m)) at + max(60, 20 * mu) else 1, rel.tol = 1e-10)$value) + top
  }
  level <- function(i, j) if (is.null(m)) {
    s <- sum(y[i:j]); w <- j - i + 1
    logs(function(v) (s * log(v) - w * v) / phi - v / mu, max(1e-6, s / (w + phi / mu)))
  } else {
    s <- sum(y[i:j]); w <- sum(m[i:j])
    logs(function(v) (s * log(v) + (w - s) * log1p(-v)) / phi, min(1 - 1e-6, max(1e-6, s / max(1, w))))
  }
  lp <- sapply(1:(weeks - 1), function(t) level(1, t) + level(t + 1, weeks))
  p <- exp(lp - max(lp)); p <- p / sum(p); q <- cumsum(p)
  row('{"k":%s,"n":%s,"phi":%s,"week":%d,"from":%d,"to":%d,"p":%s}', arr(y), if (is.null(m)) "null" else arr(m), num(phi),
    which.max(p), min(which(q > 0.025)), min(which(q >= 0.975)), arr(p))
}

# Two curves: log-rank, and the difference of the restricted means.
cat('\n],\n"periods":[\n')
i <- 0
t1 <- round(rexp(70, 1 / 60)); t2 <- round(rexp(55, 1 / 110)); c1 <- sample(c(120, 400), 70, TRUE); c2 <- sample(c(90, 400), 55, TRUE)
for (q in list(list(subset(survival::aml, x == "Maintained"), subset(survival::aml, x != "Maintained"), 40),
  list(data.frame(time = pmin(t1, c1), status = t1 <= c1), data.frame(time = pmin(t2, c2), status = t2 <= c2), 300))) {
  i <- i + 1; sep(i)
  d <- rbind(cbind(q[[1]][, c("time", "status")], g = 0), cbind(q[[2]][, c("time", "status")], g = 1))
  lr <- survdiff(Surv(time, status) ~ g, d)
  m <- function(x) survival:::survmean(survfit(Surv(time, status) ~ 1, x), rmean = q[[3]])$matrix
  a <- m(q[[1]]); b <- m(q[[2]]); diff <- b[["rmean"]] - a[["rmean"]]; se <- sqrt(a[["se(rmean)"]]^2 + b[["se(rmean)"]]^2)
  row('{"t":%s,"event":%s,"after":%s,"tau":%s,"chi":%s,"p":%s,"diff":%s,"low":%s,"high":%s}', arr(d$time), arr(as.integer(d$status)), arr(d$g),
    num(q[[3]]), num(lr$chisq), num(pchisq(lr$chisq, 1, lower.tail = FALSE)), num(diff), num(diff - qnorm(0.975) * se), num(diff + qnorm(0.975) * se))
}

# Shares: the dispersion of a ratio of sums is HC1, the sandwich of the binomial.
fit <- glm(cbind(k, n - k) ~ 1, family = binomial, subset = n > 0)
p <- sum(k) / sum(n)
row('\n],\n"shares":{"k":%s,"n":%s,"phi":%s}}\n', arr(k), arr(n), num(vcovHC(fit, type = "HC1")[1, 1] * sum(n) * p * (1 - p)))
