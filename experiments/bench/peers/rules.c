/* The ten rules in C: float columns sorted by cell, compiled with -O3 -march=native -ffast-math. */
#include <math.h>
#include <stdint.h>

enum {
    DEMAND, NEED, SPEED, BY_CAPITAL, BY_PERSON, MATERIALS, TAX, WAGE, LOAN_RATE, LOAN_VALUE, DEPRECIATION,
    ACCELERATOR, CAPITAL_PER_ORDER, WEIGHT_SD, OFFSET, KEEP, PRODUCTIVITY_SD, HAZARD, ENTRANT, CONSTANTS
};

#define REPLICATOR 0.05f
#define REPAYMENT 0.1f
#define PAYOUT 0.5f
#define BUFFER 0.25f
#define SIZE_EXPONENT 0.5f

static inline uint32_t mix(uint32_t x)
{
    x = (x ^ (x >> 16)) * 0x7feb352du;
    x = (x ^ (x >> 15)) * 0x846ca68bu;
    return x ^ (x >> 16);
}

static inline float uniform(uint32_t x) { return ((float)(int32_t)(x >> 9) + 0.5f) * 1.1920928955078125e-07f; }

static inline float laplace(uint32_t x)
{
    float centred = uniform(x) - 0.5f;
    return copysignf(logf(1.0f - 2.0f * fabsf(centred)) * -0.70710678f, centred);
}

static inline float least(float a, float b) { return a < b ? a : b; }
static inline float most(float a, float b) { return a > b ? a : b; }

/* One step of all firms; starts[cells + 1] is the first row of each cell, sums[cells * 3] what was made and paid. */
void all_rules(int64_t cells, const int64_t *restrict starts, const float *restrict table,
               const uint32_t *restrict ids, float *restrict weights, float *restrict productivities,
               float *restrict persons_of, float *restrict capitals, float *restrict cash_of, float *restrict loans_of,
               uint32_t word, double *restrict sums)
{
    for (int64_t cell = 0; cell < cells; cell++) {
        const float *c = table + cell * CONSTANTS;
        const float demand = c[DEMAND], need = c[NEED], speed = c[SPEED], by_capital = c[BY_CAPITAL];
        const float by_person = c[BY_PERSON], kept = (1.0f - c[MATERIALS]) * (1.0f - c[TAX]), wage = c[WAGE];
        const float loan_rate = c[LOAN_RATE], loan_value = c[LOAN_VALUE], depreciation = c[DEPRECIATION];
        const float accelerator = c[ACCELERATOR], per_order = c[CAPITAL_PER_ORDER], weight_sd = c[WEIGHT_SD];
        const float offset = c[OFFSET], keep = c[KEEP], productivity_sd = c[PRODUCTIVITY_SD];
        const float hazard = c[HAZARD], entrant = c[ENTRANT];
        double outputs = 0, wage_sum = 0, leavers = 0;
        for (int64_t j = starts[cell]; j < starts[cell + 1]; j++) {
            uint32_t first = mix(ids[j] ^ word), second = mix(first);
            float chance = uniform(mix(second));
            float productivity = productivities[j], capital = capitals[j], loans = loans_of[j];
            float weight = weights[j] * expf(weight_sd * laplace(first) + REPLICATOR * productivity - offset);
            productivity = keep * productivity + productivity_sd * laplace(second);
            float efficiency = expf(productivity);
            float ordered = demand * weight;
            float persons = persons_of[j];
            persons = most(persons + speed * (ordered * need / efficiency - persons), 0.0f);
            float output = least(least(ordered, capital * by_capital), persons * by_person * efficiency);
            float left = output * kept - loan_rate * loans;
            float wages = least(wage * persons, most(left, 0.0f));
            float change = REPAYMENT * (loan_value * capital - loans);
            float cash = cash_of[j] + (left - wages) + change;
            float wanted = depreciation * capital + accelerator * (ordered * per_order - capital);
            float spent = least(most(wanted, 0.0f), most(cash, 0.0f));
            cash -= spent;
            cash -= PAYOUT * most(cash - BUFFER * output, 0.0f);
            int gone = chance < hazard * expf(-SIZE_EXPONENT * logf(weight / entrant));
            weights[j] = gone ? entrant : weight;
            productivities[j] = gone ? 0.0f : productivity;
            persons_of[j] = gone ? demand * entrant * need : persons;
            capitals[j] = gone ? entrant * per_order : capital * (1.0f - depreciation) + spent;
            cash_of[j] = gone ? 0.0f : cash;
            loans_of[j] = gone ? 0.0f : loans + change;
            outputs += output;
            wage_sum += wages;
            leavers += gone;
        }
        sums[3 * cell] = outputs;
        sums[3 * cell + 1] = wage_sum;
        sums[3 * cell + 2] = leavers;
    }
}
