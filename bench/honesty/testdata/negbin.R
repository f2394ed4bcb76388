# Why before and after are not compared by the negative binomial: with few weeks it calls more changes that
# are not there than the quasi-Poisson with t limits. 1,000 chats a line, mean 1.2 a day, nothing changed.
# Run: Rscript bench/honesty/testdata/negbin.R (R 4.2.2, MASS 7.3-58.2). It printed:
#    8 +  4 weeks, runs 0.0: negative binomial 0.078, quasi-Poisson 0.039
#    8 +  4 weeks, runs 0.5: negative binomial 0.118, quasi-Poisson 0.055
#   26 + 26 weeks, runs 0.0: negative binomial 0.052, quasi-Poisson 0.042
#   26 + 26 weeks, runs 0.5: negative binomial 0.075, quasi-Poisson 0.062
suppressMessages(library(MASS))
set.seed(3)
weeks <- function(n, runs, mean) {
  z <- as.numeric(filter(rnorm(7 * n + 50) * sqrt(1 - runs^2), runs, method = "recursive", init = rnorm(1)))[51:(50 + 7 * n)]
  colSums(matrix(rpois(7 * n, mean * -log(pnorm(-z))), 7))
}
for (s in list(c(8, 4), c(26, 26))) for (runs in c(0, 0.5)) {
  nb <- 0; fitted <- 0; quasi <- 0
  for (i in 1:1000) {
    y <- weeks(sum(s), runs, 1.2); x <- rep(0:1, s)
    quasi <- quasi + (summary(glm(y ~ x, family = quasipoisson))$coef[2, 4] < 0.05)
    f <- tryCatch(suppressWarnings(glm.nb(y ~ x)), error = function(e) NULL)
    if (!is.null(f)) { fitted <- fitted + 1; nb <- nb + (summary(f)$coef[2, 4] < 0.05) }
  }
  cat(sprintf("%2d + %2d weeks, runs %.1f: negative binomial %.3f, quasi-Poisson %.3f\n", s[1], s[2], runs, nb / fitted, quasi / 1000))
}
