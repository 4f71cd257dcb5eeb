//! French first names by generation, the most given ones first.

use fastrand::Rng;

use super::Sex;
use crate::practice::chance::{Pool, any, happens};

/// The first names of one generation.
struct Generation {
    /// Last birth year.
    until: i32,
    women: Pool,
    men: Pool,
}

/// The first names of every generation.
pub(super) struct FirstNames(Vec<Generation>);

impl FirstNames {
    pub(super) fn new() -> Self {
        let generation = |until, women, men| Generation {
            until,
            women: Pool::of(women),
            men: Pool::of(men),
        };
        Self(vec![
            generation(1954, WOMEN_1930, MEN_1930),
            generation(1984, WOMEN_1970, MEN_1970),
            generation(i32::MAX, WOMEN_2000, MEN_2000),
        ])
    }

    /// One in twenty-five is a compound of two.
    pub(super) fn pick(&self, sex: Sex, year: i32, rng: &mut Rng) -> String {
        let generation = self.0.iter().find(|generation| year <= generation.until);
        let generation = generation.unwrap_or(&self.0[0]);
        let (pool, firsts) = match sex {
            Sex::Female => (&generation.women, ["Marie", "Anne", "Rose"]),
            Sex::Male => (&generation.men, ["Jean", "Pierre", "Paul"]),
        };
        let name = pool.frequent(rng);
        let first = any(rng, &firsts);
        if happens(rng, 0.04) && !name.contains(first) && !name.contains('-') {
            return format!("{first}-{name}");
        }
        name.to_owned()
    }
}

const WOMEN_1930: &str = "Monique, Jacqueline, Jeanne, Françoise, Nicole, Denise, Simone, Thérèse, Yvette, \
    Ginette, Paulette, Odette, Suzanne, Michèle, Colette, Huguette, Geneviève, Bernadette, Marie-Thérèse, Lucienne, \
    Andrée, Éliane, Josette, Hélène, Marcelle, Solange, Renée, Arlette, Marguerite, Annick, Raymonde, Liliane, \
    Édith, Reine, Léone, Germaine, Marie-Claude, Gisèle, Rolande, Zélie";
const MEN_1930: &str = "Jean, Pierre, Michel, André, Claude, Bernard, Jacques, Roger, René, Robert, Marcel, Henri, \
    Gérard, Maurice, Raymond, Georges, Guy, Lucien, Roland, Yves, Serge, Jean-Pierre, Jean-Claude, Fernand, \
    Gilbert, Léon, Albert, Émile, Étienne, Noël, Gaston, Jean-Louis, Rémy, Joseph, Edmond, Désiré, Aimé, Élie, \
    Anselme, Barthélemy";
const WOMEN_1970: &str = "Nathalie, Isabelle, Sylvie, Catherine, Christine, Valérie, Sandrine, Véronique, Stéphanie, \
    Céline, Christelle, Patricia, Sophie, Corinne, Brigitte, Florence, Laurence, Karine, Agnès, Béatrice, Cécile, \
    Virginie, Delphine, Aurélie, Anne, Hélène, Pascale, Élisabeth, Marie-Laure, Anne-Sophie, Séverine, Maryse, \
    Gwenaëlle, Odile, Bénédicte, Clotilde, Ghislaine, Solenn, Maïté, Frédérique";
const MEN_1970: &str = "Philippe, Christophe, Laurent, Stéphane, Nicolas, Frédéric, Sébastien, Olivier, Éric, David, \
    Pascal, Thierry, Patrick, Alain, Bruno, Didier, Jérôme, Franck, Vincent, François, Xavier, Cédric, Ludovic, \
    Fabrice, Guillaume, Benoît, Emmanuel, Loïc, Jean-Marc, Jean-Luc, Jean-François, Hervé, Joël, Régis, Gaëtan, \
    Arnaud, Yannick, Mickaël, Tanguy, Ghislain";
const WOMEN_2000: &str = "Emma, Léa, Chloé, Manon, Camille, Louise, Jade, Alice, Sarah, Inès, Zoé, Juliette, Clara, \
    Anaïs, Lucie, Mathilde, Marie, Pauline, Laura, Margaux, Éloïse, Océane, Noémie, Romane, Élise, Agathe, Rose, \
    Ambre, Charlotte, Léonie, Maëlys, Lina, Capucine, Apolline, Maëlle, Lou-Anne, Mélissa, Solène, Héloïse, Anouk, \
    Victoire, Philippine, Nolwenn, Aliénor";
const MEN_2000: &str = "Lucas, Hugo, Louis, Gabriel, Thomas, Léo, Jules, Raphaël, Nathan, Arthur, Théo, Alexandre, \
    Maxime, Antoine, Enzo, Paul, Clément, Adam, Mathis, Noah, Ethan, Quentin, Valentin, Baptiste, Romain, Maël, \
    Timéo, Sacha, Tom, Rémi, Augustin, Gaspard, Jean-Baptiste, Côme, Noé, Malo, Félix, Célestin, Pierre-Louis, \
    Eliott, Kylian, Titouan, Loïs, Anatole";
